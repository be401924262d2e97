"""F6, Epoint WebBuilder: 许昌 with its bureaus and most of its counties.

A disclosure column is a shell, ``openSubPage.html?specialurl=…/govlist.html``, around the list itself. The list shows
its newest entries as markup and leaves the rest to the site's search, whose ``pn`` is a row offset. Articles are
``<column>/<YYYYMMDD>/<uuid>.html``, or ``openDetailDynamic.html?infoid=<uuid>``, a viewer whose script asks the site's
interface for the article.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlsplit

import scrapy

from archive.fetches import BROKEN, Answer
from crawler.answers import answer_of, failure_of
from crawler.asking import Requests, page_of, recorded
from crawler.interface import page_of_json
from crawler.lists import Listing, ListPage, Row
from crawler.page import Page, date_in, squeezed
from crawler.shapes import ARTICLES, UUID, target
from crawler.spiders.base import DisclosureSpider
from crawler.titles import is_disclosure

if TYPE_CHECKING:
    from scrapy.http import Response

    from archive import ledger

_SEARCH = "/inteligentsearch/rest/esinteligentsearch/getFullTextDataNew"
_DETAIL = "/EpointWebBuilder/zNJSAction.action?cmd=getOpenDetail&infoid="
_VIEWER = rf"/openDetail\w*\.html\?(?:.*&)?infoid=({UUID})"
_WORDS = ("预算", "决算")
_AT_ONCE = 20
_TAG = re.compile(r"<[^>]+>")


class FamilySpider(DisclosureSpider):
    """One bureau's site."""

    article = re.compile(rf"{ARTICLES['epoint'].pattern}|{_VIEWER}")
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
        listing = super().read_list(page, at)
        if listing.next is None:
            listing.next = self.once(self._search(page.url, 0, 0, at.number + 1))
        return listing

    async def article_found(self, entry: ledger.Entry, page: Page, answer: Answer) -> Requests:
        """A viewer's article is what the interface answers; any other page is the article."""
        viewed = re.search(_VIEWER, target(entry.url))
        if viewed is None:
            return await super().article_found(entry, page, answer)
        return [
            scrapy.Request(
                page.absolute(f"{_DETAIL}{viewed[1]}"),
                dont_filter=True,
                priority=1,
                callback=self.detail_answered,
                errback=self.unanswered,
                cb_kwargs={"entry": entry},
            )
        ]

    @recorded
    async def detail_answered(self, response: Response, entry: ledger.Entry) -> Requests:
        """Reads the article that stands behind a viewer."""
        # The viewer never changes: without validators it is asked for anew, and the interface after it.
        answer = replace(answer_of(response), etag=None, last_modified=None)
        if failed := failure_of(response, response.url):
            self.failed({"entry": entry}, answer, *failed)
            return []
        self.answered()
        shown = page_of_json(entry.url, page_of(response).text)
        if shown is None:
            self.failed({"entry": entry}, answer, BROKEN, "接口的应答里没有文章")
            return []
        return await super().article_found(entry, shown, answer)

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
