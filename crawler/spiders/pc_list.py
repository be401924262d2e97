"""F5, ``<site>/<column>/pc/list.html``: 开封 with its bureaus and counties, since about 2024.

Articles ``/pc/content/content_<19 digits>.html``. The rows of a list stand in its script as ``articleList``, a JSON
array whose ``urls`` is JSON inside JSON and whose ``articleFiles`` name the attachments. How lists continue was
never seen: where one says that it has more pages and offers no link, the crawl says so, and asks the site's search for
what the list has not shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode

from crawler.lists import Listing, ListPage, Row, rows_by_links
from crawler.page import Page, date_in, squeezed
from crawler.shapes import ARTICLES
from crawler.spiders.base import DisclosureSpider
from crawler.titles import is_disclosure

_LIST = re.compile(r"\barticleList\b[\"']?\s*[=:]\s*(?=\[)")
_SITE_CODE = re.compile(r"\bsite(?:Code|Id|_code)\b[\"']?\s*[=:]\s*[\"']?(\d{6,12})\b", re.IGNORECASE)
_SEARCH = "/search5/search/s"
_FORM = "application/x-www-form-urlencoded; charset=UTF-8"
_WORDS = ("部门预算", "部门决算", "单位预算", "单位决算")
_AT_ONCE = 10
_TAG = re.compile(r"<[^>]+>")
_TOTAL = re.compile(r"\b(?:totalPages?|pageCount|pageTotal)\b[\"']?\s*[=:]\s*[\"']?(\d+)")


class FamilySpider(DisclosureSpider):
    """One site of the system."""

    article = ARTICLES["pc_list"]
    bodies = ("#zoom", ".zoomTY", "div.artCon", ".article-content", ".content")

    def rows(self, page: Page) -> list[Row]:
        """The rows of the script, and those of the markup that the script lacks."""
        found = {row.article: row for row in self._scripted(page)}
        for row in rows_by_links(page, self.key_of, self.site.selectors.get("list")):
            found.setdefault(row.article, row)
        return list(found.values())

    def read_list(self, page: Page, at: ListPage) -> Listing:
        """The list; one that tells of more pages and shows no way to them is incomplete."""
        if at.body:
            return self._found(page, at)
        listing = super().read_list(page, at)
        total = _TOTAL.search(page.text)
        if listing.next is None and total and int(total[1]) > at.number:
            listing.incomplete = f"列表共 {total[1]} 页，找不到第 {at.number + 1} 页的网址"
            code = _SITE_CODE.search(page.text)
            listing.next = self.once(self._search(page, code[1] if code else "", _WORDS[0], 1, at))
        return listing

    def _search(self, page: Page, code: str, word: str, number: int, at: ListPage) -> ListPage:
        asked = {
            "searchWord": quote(word),  # encoded twice, as the site's own script does
            "siteCode": code,
            "column": "",
            "pageSize": _AT_ONCE,
            "pageNum": number,
            "orderBy": "1",
            "wordPlace": "1",
        }
        following = _WORDS[_WORDS.index(word) + 1 :]
        after = self._search(page, code, following[0], 1, at) if following else None
        url = page.absolute(_SEARCH)
        return ListPage(url, urlencode(asked), _FORM, at.number + 1, word, after, at.depth)

    def _found(self, page: Page, at: ListPage) -> Listing:
        """What the search found, and its next page or word."""
        results: Any = json.loads(page.text).get("searchResultAll") or {}
        rows = []
        for result in results.get("searchTotal") or ():
            url = page.absolute(result["url"])
            if key := self.key_of(url):
                title = squeezed(_TAG.sub("", result["title"]))
                rows.append(Row(key, url, title, date_in(str(result.get("pubDate") or ""))))
        asked = {name: values[0] for name, values in parse_qs(at.body).items()}
        code, number, word = asked.get("siteCode", ""), int(asked["pageNum"]), unquote(asked["searchWord"])
        if len(results.get("searchTotal") or ()) == _AT_ONCE and any(is_disclosure(row.title) for row in rows):
            return Listing(rows, self._search(page, code, word, number + 1, at))
        following = _WORDS[_WORDS.index(word) + 1 :]
        return Listing(rows, self._search(page, code, following[0], 1, at) if following else None)

    def _scripted(self, page: Page) -> Iterator[Row]:
        if not (found := _LIST.search(page.text)):
            return
        articles, _ = json.JSONDecoder().raw_decode(page.text[found.end() :])
        for article in articles:
            urls: Any = article.get("urls") or {}
            while isinstance(urls, str):
                urls = json.loads(urls)
            url = page.absolute(urls.get("pc") or article.get("url") or "")
            if key := self.key_of(url):
                files = tuple(
                    (page.absolute(f"{file.get('domainName') or ''}{file['filePath']}"), file["fileName"])
                    for file in article.get("articleFiles") or ()
                )
                yield Row(key, url, squeezed(article["title"]), date_in(str(article.get("pubDate") or "")), files)
