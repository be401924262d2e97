"""F11, Hanweb jpaas: 鹤壁.

A column page asks ``/api-gateway/jpaas-publish-server/front/page/build/unit`` for its rows; the parameters stand in
the page. Articles ``/art/<Y>/<M>/<D>/art_<column>_<id>.html``, older ones ``/<dept>/<n>/<n>/<id>/index.html``.
"""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qs, urlencode, urlsplit

from crawler.lists import Listing, ListPage
from crawler.page import Page
from crawler.shapes import ARTICLES
from crawler.spiders.base import DisclosureSpider

_API = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_NAMES = ("webId", "tplSetId", "tagId", "pageId")
_AT_ONCE = 15


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
        listing = super().read_list(page, at)
        if listing.next is None and (asked := _parameters(page.text)):
            listing.next = self._page(page, asked, 1, at)
            listing.columns, listing.moved_to = [], None
        return listing

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
