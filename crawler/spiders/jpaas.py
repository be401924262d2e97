"""F11, Hanweb jpaas: 鹤壁.

A column page asks ``/api-gateway/jpaas-publish-server/front/page/build/unit`` for its rows; the parameters stand in
the page. A column that neither shows rows nor says how it asks for them leaves the site's search. Articles
``/art/<Y>/<M>/<D>/art_<column>_<id>.html``, older ones ``/<dept>/<n>/<n>/<id>/index.html``.
"""

from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

from crawler.lists import Listing, ListPage, Row
from crawler.page import Page, date_in, squeezed, title_of, words
from crawler.shapes import ARTICLES, target
from crawler.spiders.base import DisclosureSpider
from crawler.titles import is_disclosure

_API = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_NAMES = ("webId", "tplSetId", "tagId", "pageId")
_AT_ONCE = 15
_SEARCH = "/api-gateway/jpaas-jsearch-web-server/interface/search/info"
_WEBSITE = re.compile(r"\bwebsiteid\b\W{1,12}(\d{6,15})\b", re.IGNORECASE)
_WORDS = ("部门预算", "部门决算", "单位预算", "单位决算")


class FamilySpider(DisclosureSpider):
    """One site of the system."""

    article = ARTICLES["jpaas"]
    titles = (".article-title", ".zoom-title", "h1", "h2")
    dates = (".article-info", ".info", ".date")
    bodies = ("div.zoom", "#zoom", ".article-content")

    def read_list(self, page: Page, at: ListPage) -> Listing:
        """The rows of the markup, then those that the column's script asks for page by page."""
        if urlsplit(at.url).path == _API:
            return self._unit(page, at)
        if urlsplit(at.url).path == _SEARCH:
            return self._found(page, at)
        listing = super().read_list(page, at)
        if listing.next is None and (asked := _parameters(page.text)):
            listing.next = self._page(page, asked, 1, at)
            listing.columns, listing.moved_to = [], None
        elif not listing.rows and not listing.columns and at.number == 1:
            stated = _WEBSITE.search(page.text)
            website = stated[1] if stated else f"{self.site.division_code}000000"
            listing.next = self.once(self._search(page, website, 0, 1, at))
        return listing

    @staticmethod
    def _search(page: Page, website: str, word: int, number: int, at: ListPage) -> ListPage:
        query = {"websiteid": website, "q": _WORDS[word], "pg": _AT_ONCE, "cateid": "", "serviceId": "", "p": number}
        return ListPage(page.absolute(f"{_SEARCH}?{urlencode(query)}"), "", "", at.number + 1, _WORDS[word])

    def _found(self, page: Page, at: ListPage) -> Listing:
        """What the search found, as escaped markup in JSON, and its next page or word."""
        results = ((json.loads(page.text).get("data") or {}).get("searchResult") or {}).get("result") or ()
        rows = []
        for result in results:
            markup = Page(page.url, unescape(result).encode(), "text/html; charset=utf-8")
            for link in markup.tree.css("a[href]")[:1]:
                url = markup.link(link)
                title = squeezed(link.attrib.get("data-title")) or title_of(link)
                if title and self.site.allows(url):
                    rows.append(Row(self.key_of(url) or target(url), url, title, date_in(words(markup.tree))))
        asked = {name: values[0] for name, values in parse_qs(urlsplit(at.url).query).items()}
        website, word, number = asked["websiteid"], _WORDS.index(asked["q"]), int(asked["p"])
        if len(results) == _AT_ONCE and any(is_disclosure(row.title) for row in rows):
            return Listing(rows, self._search(page, website, word, number + 1, at))
        more = word + 1 < len(_WORDS)
        return Listing(rows, self._search(page, website, word + 1, 1, at) if more else None)

    def _unit(self, page: Page, at: ListPage) -> Listing:
        fragment = (json.loads(page.text).get("data") or {}).get("html") or ""
        rows = self.rows(Page(page.url, fragment.encode(), "text/html; charset=utf-8"))
        asked = {name: values[0] for name, values in parse_qs(urlsplit(at.url).query).items()}
        number = int(json.loads(asked["paramJson"])["pageNo"])
        following = self._page(page, {name: asked[name] for name in _NAMES}, number + 1, at) if rows else None
        return Listing(rows, following)

    @staticmethod
    def _page(page: Page, asked: dict[str, str], number: int, at: ListPage) -> ListPage:
        query = urlencode(
            {
                "parseType": "bulidstatic",
                **asked,
                "pageType": "column",
                "paramJson": json.dumps({"pageNo": number, "pageSize": _AT_ONCE}),
            }
        )
        return ListPage(page.absolute(f"{_API}?{query}"), number=at.number + 1, series=asked["tagId"], depth=at.depth)


def _parameters(text: str) -> dict[str, str] | None:
    """What the column's script asks with; ``None`` when it does not ask."""
    found = {
        name: re.search(rf"\b{name}\b(?:&quot;|[\"'])?\s*[:=]\s*(?:&quot;|[\"'])([^\"'&]+)", text) for name in _NAMES
    }
    values = {name: match[1] for name, match in found.items() if match}
    return values if len(values) == len(_NAMES) else None
