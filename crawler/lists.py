"""List pages: the articles they name and the page that follows.

Templates differ from one bureau to the next inside one content management system; what is stable is the shape of an
article's address. So rows are found by their links, and title and date in the row around the link.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict, astuple, dataclass, field
from typing import Any
from urllib.parse import urlsplit

from parsel import Selector

from crawler.page import Link, Page, date_in, without_dates, words

_ROWS = ("li", "tr", "dd", "dl", "article", "div")
_ROW_LENGTH = 400
"""A box with more text than this is no row of a list but a part of the page."""
_NEXT = re.compile(r"^\s*(下一页|下页|后一页|next(\s*page)?|›|»|>)\s*[>›»]?\s*$", re.IGNORECASE)
_SEEING = re.compile(
    r"^[\[【(（]?(点击|在线)?(查看|详情|浏览|阅读|预览|打开|进入|链接|下载)(详情|全文|附件)?[\])）】]?$"
)
_UNTELLING = re.compile(rf"{_SEEING.pattern}|^(预算|决算)$")
"""Words of a link that say what it does, or which of its row's, and not what it leads to."""
_NAMED = re.compile(r"[\u4e00-\u9fff]{3,}")
_OF_TOTAL = re.compile(r"(\d+)\s*/\s*(\d+)")


@dataclass(frozen=True, slots=True)
class Row:
    """One article as a list names it."""

    article: str
    """The site's own key of the article."""
    url: str
    title: str
    published_on: str | None = None
    files: tuple[tuple[str, str], ...] = ()
    """(address, name) of the files that the list itself names."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """The address of one list page; some systems take the page number in the body of a POST."""

    url: str
    body: str = ""
    content_type: str = ""
    number: int = 1
    series: str = ""
    """Which list within one walk this page belongs to: only pages of one series are compared for repetition."""
    or_else: ListPage | None = None
    """Where the list goes on when there is no such page: some systems number pages in more than one way."""
    depth: int = 0
    """How many columns lie between this list and the start address."""

    @property
    def key(self) -> str:
        """What tells this list page from every other."""
        return f"{self.url} {self.body}" if self.body else self.url


@dataclass(slots=True)
class Listing:
    """What a list page holds."""

    rows: list[Row]
    next: ListPage | None = None
    foreign: list[str] = field(default_factory=list)
    """Addresses of disclosures on hosts that are not the site's: not asked for, but told."""
    columns: list[ListPage] = field(default_factory=list)
    """Further lists that a page without disclosures leads to."""
    moved_to: str | None = None
    """The family whose addresses this page shows instead of its own."""
    incomplete: str | None = None
    """Why the list cannot be read to its end, where it says that it goes on."""

    def to_json(self) -> dict[str, Any]:
        """For the ledger, so that an unchanged page need not be read again."""
        return {**asdict(self), "rows": [astuple(row) for row in self.rows]}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Listing:
        """The reverse of ``to_json``."""
        rows = [
            Row(key, url, title, published, tuple((address, name) for address, name in files))
            for key, url, title, published, files in stored["rows"]
        ]
        columns = [page for page in map(_list_page, stored["columns"]) if page]
        return cls(
            rows, _list_page(stored["next"]), stored["foreign"], columns, stored["moved_to"], stored["incomplete"]
        )


def _list_page(stored: dict[str, Any] | None) -> ListPage | None:
    return ListPage(**{**stored, "or_else": _list_page(stored["or_else"])}) if stored else None


def rows_by_links(
    page: Page,
    key_of: Callable[[str], str | None],
    box: str | None = None,
    worth: Callable[[str], bool] | None = None,
) -> list[Row]:
    """A row for each link whose address is an article's, in printed order, each article once.

    ``key_of`` gives the article's key for an address, ``None`` for any other link. ``box`` is the CSS selector of
    the list where the site file knows it; without a hit the whole page is searched. ``worth`` tells from a title
    whether the row is wanted.
    """
    found: dict[str, Row] = {}
    for link in page.links(box):
        url = link.url
        key = key_of(url) if url else None
        if key is None:
            continue
        title = _title_in_row(link)
        if worth is not None and not worth(title):
            continue
        row = Row(key, url, title, _date_near(link.element))
        known = found.get(key)
        if known is None or (row.title and len(row.title) > len(known.title)) or not known.published_on:
            merged = (
                row
                if known is None
                else Row(key, known.url, max(known.title, row.title, key=len), known.published_on or row.published_on)
            )
            found[key] = merged
    return [row for row in found.values() if row.title]


def _title_in_row(link: Link) -> str:
    """A link's title; one that only says 查看 is named by its row, and by the head of its column in a table."""
    title = link.title
    if not _UNTELLING.match(title):
        return title
    element = link.element
    for row in element.xpath("(ancestor::tr | ancestor::li)[last()]"):
        cells = row.xpath("./td | ./th")
        place = len(element.xpath("ancestor::td[1]/preceding-sibling::*"))
        heads = row.xpath("ancestor::table[1]//tr[1]/*") if cells else []
        if cells and len(heads) == len(cells):
            body = next((words(cell) for cell in cells if _NAMED.search(words(cell))), "")
            return f"{body}{words(heads[place])}{'' if _SEEING.match(title) else title}" if body else title
        return without_dates(_without_title(words(row), element)) or title
    return title


def next_by_link(page: Page) -> str | None:
    """The address behind 下一页 (or its like); ``None`` on the last page."""
    for link in page.links():
        element = link.element
        shown = words(element) or element.attrib.get("title") or " ".join(element.css("img::attr(alt)").getall())
        if _NEXT.match(shown):
            url = link.url
            if urlsplit(url).scheme in ("http", "https") and url.split("#")[0] != page.url.split("#")[0]:
                return url
    return None


def total_pages(page: Page, *selectors: str) -> int | None:
    """The number of pages where the pager states it: 当前第 1 / 12, 1/12."""
    for selector in selectors:
        for pager in page.tree.css(selector):
            if found := _OF_TOTAL.search(words(pager)):
                return int(found[2])
    return None


def _date_near(link: Selector) -> str | None:
    if inside := date_in(words(link)):
        return inside
    for ancestor in reversed(link.xpath("ancestor::*")):
        if ancestor.root.tag not in (*_ROWS, "td", "p", "h3", "h4", "h5", "span"):
            return None
        text = words(ancestor)
        if len(text) > _ROW_LENGTH:
            return None
        if near := date_in(_without_title(text, link)):
            return near
        if ancestor.root.tag in ("li", "tr"):
            return None
    return None


def _without_title(text: str, link: Selector) -> str:
    title = words(link)
    return text.replace(title, " ", 1) if title else text
