"""One fetched page: its URL, its text decoded from the bytes, and its tree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree
from parsel import Selector
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding
from w3lib.url import safe_url_string

_DATE = re.compile(r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_SPACES = re.compile(r"\s+")
_LABELLED = re.compile(r"(发布|信息|公开|生成)?(日期|时间)\s*[：:]?\s*20\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}")
_DATE_ALONE = re.compile(rf"^[\[(（【]?\s*{_DATE.pattern}日?(\s+\d{{1,2}}:\d\d(:\d\d)?)?\s*[\])）】]?$")
_UNDER_HEADING = 8
_TEXTS: Any = etree.XPath(".//text()", smart_strings=False)
_TAG = re.compile(r"<[^<>]*>")
_JUNK = "//script|//style|//noscript|//template"
_ARGUMENT = re.compile(
    r"""["']\s*((?:https?:)?/[^"'\s]+|\?[^"'\s]+|[^"'\s()]+\.(?!js\b|css\b)\w{2,5}(?:\?[^"'\s]*)?"""
    r"""|(?:https?:)?/[^"'\r\n]+\.\w{2,5})\s*["']"""
)
"""An address among the arguments of a script: absolute, a query, or a path with an ending; with blanks in it only from
the root to its ending (/upload/附件 2.docx)."""
_NO_ADDRESS = re.compile(r"^\s*(#.*|javascript:.*|about:blank)?\s*$", re.IGNORECASE | re.DOTALL)
LINKS = "a[href], a[onclick]"
"""CSS of everything that may lead on; ``Page.link`` tells where to."""


def decode(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """(text, encoding) of a page: by byte order mark, meta tag, header, then UTF-8, then GB 18030.

    Sites often send no charset or a wrong one in the header; the page itself knows better.
    """
    marked, mark = read_bom(body)
    if marked and mark:
        return body[len(mark) :].decode(marked, "replace"), marked
    declared = (html_body_declared_encoding(body), http_content_type_encoding(content_type), "utf-8", "gb18030")
    for name in declared:
        # A page that says gb2312 uses characters that only its superset has.
        encoding = resolve_encoding(name) if name else None
        if encoding in ("gb2312", "gbk", "hz", "cp936"):
            encoding = "gb18030"
        if not encoding:
            continue
        try:
            return body.decode(encoding), encoding
        except (UnicodeDecodeError, LookupError):
            continue
    fallback = next((known for known in map(resolve_encoding, filter(None, declared)) if known), "utf-8")
    return body.decode(fallback, "replace"), fallback


def date_in(text: str | None) -> str | None:
    """The first date in a text, as ``2024-04-11``: 2024-4-11, 2024/04/11, 2024.4.11, 2024年4月11日."""
    for found in _DATE.finditer(text or ""):
        year, month, day = (int(part) for part in found.groups())
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            continue
    return None


def labelled_date(page: Page) -> str | None:
    """The date that stands behind 发布日期, 发布时间 or 时间 anywhere on a page; else one alone under the heading."""
    if found := _LABELLED.search(words(page.tree)):
        return date_in(found[0])
    after = page.tree.xpath("(//h1|//h2|//h3)[normalize-space()][1]/following::text()[normalize-space()]")
    lines = (squeezed(line.get()) for line in after[:_UNDER_HEADING])
    return next((date_in(line) for line in lines if _DATE_ALONE.match(line)), None)


def without_dates(text: str) -> str:
    """A text with its dates and surplus white space taken out, and the brackets that held them."""
    return squeezed(re.sub(r"[\[(（【]\s*[\])）】]", "", _DATE.sub("", text).replace("日 ", " ").strip("日 ")))


def squeezed(text: str | None) -> str:
    """A text on one line, runs of white space as one blank."""
    return _SPACES.sub(" ", text or "").strip()


@dataclass(slots=True)
class Link:
    """One of a list page's links, with where it leads to; reading the list asks for it several times."""

    element: Selector
    url: str
    _title: str | None = None

    @property
    def title(self) -> str:
        """The title that it carries."""
        if self._title is None:
            self._title = title_of(self.element)
        return self._title


@dataclass
class Page:
    """A page as fetched. ``url`` is the address after redirects."""

    url: str
    body: bytes = field(repr=False)
    content_type: str | None = None
    _links: dict[str | None, list[Link]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def text(self) -> str:
        """The page's source."""
        return decode(self.body, self.content_type)[0]

    @cached_property
    def encoding(self) -> str:
        """The encoding that the page is in."""
        return decode(self.body, self.content_type)[1]

    @cached_property
    def tree(self) -> Selector:
        """The page's tree, without scripts and styles."""
        tree = Selector(text=self.text or "<html></html>", type="html")
        for junk in tree.xpath(_JUNK):
            junk.drop()
        return tree

    @cached_property
    def base(self) -> str:
        """What the page's relative addresses are relative to: its own address, unless a ``<base href>`` says more."""
        stated = self.tree.css("base::attr(href)").get("").strip() if "<base" in self.text.lower() else ""
        try:
            base = urljoin(self.url, stated)
            return base if urlsplit(base).scheme in ("http", "https") else self.url
        except ValueError:
            return self.url

    def absolute(self, href: str) -> str:
        """An address on this page made absolute; '' when it is no address."""
        try:
            url = urljoin(self.base, href.strip())
        except ValueError:
            return ""
        # Browsers send Chinese characters of a query in the page's own encoding, those of a path in UTF-8.
        return url if urlsplit(url).query.isascii() else safe_url_string(url, self.encoding)

    def link(self, element: Selector) -> str:
        """Where a link leads: its ``href``, or the address that its script opens (``window.open('/x.html')``)."""
        href = element.attrib.get("href", "")
        if not _NO_ADDRESS.match(href):
            return self.absolute(href)
        opened = _ARGUMENT.search(f"{element.attrib.get('onclick', '')} {href}")
        return self.absolute(opened[1]) if opened else ""

    def links(self, box: str | None = None) -> list[Link]:
        """All that may lead on, in printed order; inside the boxes of a CSS selector where it finds any."""
        if box not in self._links:
            boxes = list(self.tree.css(box)) if box else []
            self._links[box] = [
                Link(element, self.link(element)) for part in boxes or [self.tree] for element in part.css(LINKS)
            ]
        return self._links[box]

    def meta(self, *names: str) -> str | None:
        """The content of the first of these meta tags that says something."""
        for name in names:
            wanted = name.lower()
            for tag in self.tree.css("meta[name][content]"):
                told = squeezed(_TAG.sub("", tag.attrib["content"]))
                if tag.attrib["name"].lower() == wanted and told:
                    return told
        return None

    def first(self, *selectors: str) -> str | None:
        """The text of the first element that one of these CSS selectors finds."""
        for selector in selectors:
            for found in self.tree.css(selector):
                if text := words(found):
                    return text
        return None


def words(element: Selector) -> str:
    """All text inside an element, on one line."""
    return squeezed(" ".join(_TEXTS(element.root)))


def title_of(link: Selector) -> str:
    """The title a link carries: its ``title`` attribute, or its text without the date inside it."""
    stated = squeezed(link.attrib.get("title"))
    return stated if len(stated) > 3 else without_dates(words(link))


def in_folder(url: str, name: str) -> str:
    """The address of a page beside a list's first one: ``/a/b``, ``/a/b/`` and ``/a/b/index.html`` are one folder."""
    parts = urlsplit(url)
    folder, _, last = parts.path.rpartition("/")
    if last and "." not in last:
        folder = f"{folder}/{last}"
    return parts._replace(path=f"{folder}/{name}", query="", fragment="").geturl()
