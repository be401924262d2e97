"""F6, Epoint WebBuilder: 许昌 with its bureaus and most of its counties.

A disclosure column is a shell, ``openSubPage.html?specialurl=…/govlist.html``, around the list itself. The list shows
its newest entries as markup and leaves the rest to the site's search, whose ``pn`` is a row offset. Articles are
``<column>/<YYYYMMDD>/<uuid>.html``.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from crawler.lists import Listing, ListPage, Row, next_by_link
from crawler.page import Page, date_in, squeezed
from crawler.shapes import ARTICLES
from crawler.spiders.base import DisclosureSpider
from crawler.titles import is_disclosure

_SEARCH = "/inteligentsearch/rest/esinteligentsearch/getFullTextDataNew"
_WORDS = ("预算", "决算")
_AT_ONCE = 20
_TAG = re.compile(r"<[^>]+>")


class FamilySpider(DisclosureSpider):
    """One bureau's site."""

    article = ARTICLES["epoint"]
    titles = (".ewb-article-tt", ".article-title", "h1", "h2", "h3")
    dates = (".ewb-article-sources", ".info-sources", ".article-info")
    bodies = ("div.ewb-article-info", "#zoom", "div.ewb-article")

    def first_page(self, url: str) -> ListPage:
        """The framed list itself, when the start address is its shell."""
        framed = parse_qs(urlsplit(url).query).get("specialurl")
        return ListPage(Page(url, b"").absolute(framed[0]) if framed else url)

    def read_list(self, page: Page, at: ListPage) -> Listing:
        """The entries in the markup, then the site's search for what the markup leaves out."""
        if at.body:
            return self._found(page, at)
        rows = self.rows(page)
        following = next_by_link(page) if rows else None
        after = ListPage(following, number=at.number + 1) if following else self._search(page.url, 0, 0, at.number + 1)
        return Listing(rows, after, self.foreign_articles(page))

    def _search(self, url: str, word: int, offset: int, number: int) -> ListPage:
        asked = {
            "token": "",
            "pn": offset,
            "rn": _AT_ONCE,
            "sdt": "",
            "edt": "",
            "wd": quote(_WORDS[word]),
            "inc_wd": "",
            "exc_wd": "",
            "fields": "title",
            "cnum": "",
            "sort": '{"webdate":"0"}',
            "ssort": "title",
            "cl": 200,
            "terminal": "",
            "condition": None,
            "time": None,
            "highlights": "",
            "statistics": None,
            "unionCondition": None,
            "accuracy": "",
            "noParticiple": "0",
            "searchRange": None,
        }
        return ListPage(Page(url, b"").absolute(_SEARCH), json.dumps(asked), "application/json", number, _WORDS[word])

    def _found(self, page: Page, at: ListPage) -> Listing:
        result: Any = json.loads(page.text)["result"]
        if isinstance(result, str):  # some deployments wrap JSON in JSON
            result = json.loads(result)
        rows = []
        for record in result["records"]:
            url = page.absolute(record["linkurl"])
            if key := self.key_of(url):
                title = squeezed(_TAG.sub("", record["title"]))
                rows.append(Row(key, url, title, date_in(record.get("showdate"))))
        asked = json.loads(at.body)
        word, offset = _WORDS.index(_unquoted(asked["wd"])), asked["pn"] + asked["rn"]
        worth = any(is_disclosure(row.title) for row in rows)
        if worth and offset < int(result["totalcount"]):
            return Listing(rows, self._search(page.url, word, offset, at.number + 1))
        if word + 1 < len(_WORDS):
            return Listing(rows, self._search(page.url, word + 1, 0, at.number + 1))
        return Listing(rows)


def _unquoted(word: str) -> str:
    return next(known for known in _WORDS if quote(known) == word)
