"""Web pages whose body is the disclosure: the article's text and tables, navigation left out."""

from __future__ import annotations

import base64
import email
import email.policy
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from archive.media import HTML, MHTML
from extract.document import Cell, Row, Source
from extract.readers.contentblock import content_block, visible
from extract.readers.encoding import decode
from extract.readers.flow import Flow, places_text, squared
from extract.readers.packed import malformed

MEDIA_TYPES = (HTML, MHTML)

MAX_SPAN = 1000
MAX_CELLS = 1_000_000

_BLOCKS = frozenset(
    {
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ucapcontent",
        "ul",
    }
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_MARKUP = re.compile(r"</?\w+[^<>]*>")  # some write the heading's line break into the metadata
_DATA_URI = re.compile(r"data:image/[\w.+-]+;base64,\s*(\S+)", re.IGNORECASE)
_SUBJECT = re.compile("预算|决算")
_SITE_SUFFIX = re.compile(r"\s*(?:[_|]|-{1,2}|[–—]{1,2})\s*")

Block = str | list[Row]


def read(data: bytes) -> Source:
    """One page without a number; ``title`` is what the page states in its metadata or heading."""
    if data[:4096].lstrip().startswith(b"MIME-Version:"):
        data = _html_part(data)
    text, lost = decode(data)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        return malformed(HTML, f"网页不能解析：{error}")
    body = None if root is None else root.find("body")
    if root is None or body is None:
        return malformed(HTML, "网页没有内容")
    block = content_block(body)
    reading = _Reading()
    reading.block(block)
    source = Source([reading.flow.page], HTML, title=_title(root))
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        source.outcome = "partial"
        source.problems.append(("too_deep", None, "网页嵌套过深，其后未读"))
    if lost:
        source.problems.append(("encoding", None, f"网页有 {lost} 个字符的编码无法识别"))
    if reading.cut:
        source.outcome = "partial"
        source.problems.append(("too_big", None, f"表格合并单元格展开后超过 {MAX_CELLS:,} 格，其后未读"))
    pictures = [image.get("src") or "" for image in block.iter("img") if _may_show_text(image)]
    source.pictures = [picture for picture in map(_inline, pictures) if picture]
    elsewhere = len(pictures) - len(source.pictures)
    if elsewhere:
        source.outcome = source.outcome if reading.flow.page.grids or source.pictures else "partial"
        source.problems.append(("picture", None, f"正文有 {elsewhere} 幅图片，其中的文字未读取"))
    return source


class _Cell:
    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.blocks: list[Block] = []

    @property
    def text(self) -> str:
        return "\n".join(block for block in self.blocks if isinstance(block, str))


class _Reading:
    """The walk through a page; it keeps its own stack, for pages may be nested deeper than calls may be."""

    def __init__(self) -> None:
        self.flow = Flow()
        self.cut = False
        self._inline: list[str] = []
        self._tables: list[list[list[_Cell]]] = []
        self._cells: list[_Cell] = []
        self._budget = MAX_CELLS

    def block(self, root: Any) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        unseen: Any = None
        for event, element in walk:
            if event == "start":
                if not visible(element) and not _hides_table(element):
                    unseen = element
                    walk.skip_subtree()
                else:
                    self._begin(element)
            else:
                if element is unseen:
                    unseen = None
                else:
                    self._end(element)
                if element is not root:
                    self._inline.append(_SPACE.sub(" ", element.tail or ""))
        self._break()

    def _begin(self, element: Any) -> None:
        tag = element.tag
        if tag == "br":
            self._inline.append("\n")
        elif tag in _BLOCKS:
            self._break()
        if tag == "table":
            self._tables.append([])
        elif tag == "tr" and self._tables:
            self._tables[-1].append([])
        elif tag in ("td", "th") and self._tables:
            self._break()
            cell = _Cell(_span(element, "colspan"), _span(element, "rowspan"))
            if not self._tables[-1]:
                self._tables[-1].append([])
            self._tables[-1][-1].append(cell)
            self._cells.append(cell)
        self._inline.append(_SPACE.sub(" ", element.text or ""))

    def _end(self, element: Any) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._break()
        if tag in ("td", "th") and self._cells and self._tables:
            self._break()
            self._cells.pop()
        elif tag == "table" and self._tables:
            self._put(self._table(self._tables.pop()))

    def _break(self) -> None:
        """Ends a paragraph."""
        lines = (line.strip(" ") for line in "".join(self._inline).split("\n"))
        text = "\n".join(line for line in lines if line)
        self._inline.clear()
        if text:
            self._put([text])

    def _put(self, blocks: list[Block]) -> None:
        """Into the cell that is open, else onto the page."""
        if self._cells:
            self._cells[-1].blocks.extend(blocks)
            return
        for block in blocks:
            if isinstance(block, str):
                self.flow.text(block)
            else:
                self.flow.table(block)

    def _table(self, table: list[list[_Cell]]) -> list[Block]:
        """A finished table; one around other tables gives way to them, unless it prints figures of its own."""
        cells = [cell for row in table for cell in row]
        inner: list[Block] = [block for cell in cells for block in cell.blocks if not isinstance(block, str)]
        figures = any(char.isdigit() for cell in cells for char in cell.text)
        rows = squared(self._spread(table))
        if places_text(rows) or (inner and not (figures and len(rows) > 1)):
            return [block for cell in cells for block in cell.blocks]
        return [rows, *inner]

    def _spread(self, table: list[list[_Cell]]) -> list[Row]:
        """Spans to rows: the text stands in a span's first place, ``None`` in the others."""
        rows: list[Row] = []
        below: dict[int, int] = {}  # column → rows that a span from above still covers
        for number, cells in enumerate(table):
            row: Row = []
            waiting = iter(cells)
            while True:
                if below.get(len(row), 0):
                    below[len(row)] -= 1
                    row.append(None)
                    continue
                cell = next(waiting, None)
                if cell is None:
                    if not any(left for column, left in below.items() if column > len(row)):
                        break
                    row.append(Cell(""))
                    continue
                height = min(cell.rows or len(table), len(table) - number)
                for offset in range(cell.columns):
                    if offset and below.get(len(row), 0):
                        break  # overlapping spans: the one from above stays
                    below[len(row)] = height - 1
                    row.append(None if offset else Cell(cell.text))
            rows.append(row)
            self._budget -= len(row)
            if self._budget < 0:
                self.cut = True
                break
        return rows


def _span(element: Any, name: str) -> int:
    """A span as browsers take it: 0 rows means all that are left."""
    value = (element.get(name) or "1").strip()
    number = int(value[:6]) if value[:6].isdigit() else 1
    return min(number, MAX_SPAN) if number or name == "rowspan" else 1


def _hides_table(element: Any) -> bool:
    """True for a part that a script unfolds (a tab, an accordion) and that holds a table: a reader can see it."""
    holders = ("div", "section", "li", "dd", "table", "tr", "td")
    return element.tag in holders and next(element.iter("table"), None) is not None


def _title(root: Any) -> str | None:
    """The article's title; of several the first that names a budget, without the site's name behind it."""
    stated = [meta.get("content") for meta in root.iter("meta") if (meta.get("name") or "").lower() == "articletitle"]
    stated += ["".join(heading.itertext()) for heading in root.iter("h1")]
    titles = [_SPACE.sub(" ", _MARKUP.sub(" ", text)).strip() for text in stated if text and text.strip()]
    for title in root.iter("title"):
        whole = _SPACE.sub(" ", title.text or "").strip()
        titles += [part for part in _SITE_SUFFIX.split(whole) if _SUBJECT.search(part)][:1] or [whole] * bool(whole)
    return next((title for title in titles if _SUBJECT.search(title)), titles[0] if titles else None)


def _may_show_text(image: Any) -> bool:
    """False for icons, pictures that are links, and what is stated to be small."""
    if any(parent.tag == "a" for parent in image.iterancestors()) or "icon" in (image.get("src") or "").lower()[:300]:
        return False
    sizes = [image.get(name, "").removesuffix("px") for name in ("width", "height")]
    return not any(size.isdigit() and int(size) < 100 for size in sizes)


def _inline(source: str) -> bytes:
    """The picture that a page carries in itself; nothing for one that stands elsewhere."""
    found = _DATA_URI.match(source)
    try:
        return base64.b64decode(found.group(1)) if found else b""
    except ValueError:
        return b""


def _html_part(data: bytes) -> bytes:
    """The page inside a web archive (.mht, as Word saves it under the name .doc)."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    parts: Iterator[Any] = (part for part in message.walk() if part.get_content_type() == "text/html")
    part = next(parts, None)
    payload = None if part is None else part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
