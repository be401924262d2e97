"""F5, ``<site>/<column>/pc/list.html``: 开封 with its bureaus and counties, since about 2024.

Articles ``/pc/content/content_<19 digits>.html``. The rows of a list stand in its script as ``articleList``, a JSON
array whose ``urls`` is JSON inside JSON and whose ``articleFiles`` name the attachments. How lists continue was
never seen: where one says that it has more pages and offers no link, the crawl says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from crawler.lists import Listing, ListPage, Row, rows_by_links
from crawler.page import Page, date_in, squeezed
from crawler.shapes import ARTICLES
from crawler.spiders.base import DisclosureSpider

_LIST = re.compile(r"\barticleList\b[\"']?\s*[=:]\s*(?=\[)")
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
        listing = super().read_list(page, at)
        total = _TOTAL.search(page.text)
        if listing.next is None and total and int(total[1]) > at.number:
            listing.incomplete = f"列表共 {total[1]} 页，找不到第 {at.number + 1} 页的网址"
        return listing

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
