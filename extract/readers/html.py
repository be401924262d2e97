"""Web pages whose body is the disclosure: the article's text and tables, navigation left out."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from archive.media import HTML, MHTML, media_type
from extract.document import Source
from extract.readers.flow import Flow, places_text, squared
from extract.readers.loose import tell_loose
from extract.readers.packed import AGAIN, malformed
from extract.readers.web.contentblock import content_blocks, seen
from extract.readers.web.encoding import decode
from extract.readers.web.stylesheet import hide
from extract.readers.web.table import MAX_CELLS, Block, Table, TableCell
from extract.readers.web.webpage import pages_of_archive, pictures_of, shown_by_script, title_of
from forms.money import is_number

MEDIA_TYPES = (HTML, MHTML)

_BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section",
    "table", "tr", "ucapcontent", "ul",
})  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f]+")


def read(data: bytes) -> Source:
    """One page without a number, of a workbook in a web archive one for each sheet; ``title`` is what the page states
    in its metadata or heading."""
    if media_type(data) != MHTML:
        return _page(data)
    sources = [_page(page) for page in pages_of_archive(data)]
    if len(sources) != 1:
        return _together(sources)
    return sources[0]


def _together(sources: list[Source]) -> Source:
    """The sheets of a workbook as one document."""
    read = [source for source in sources if source.pages]
    if not read:
        return malformed(HTML, "网页没有内容")
    whole = Source([page for source in read for page in source.pages], HTML, title=read[0].title)
    whole.problems = [problem for source in read for problem in source.problems]
    whole.pictures = [picture for source in read for picture in source.pictures]
    whole.outcome = next((source.outcome for source in sources if source.outcome != "ok"), "ok")
    return whole


def _page(data: bytes) -> Source:
    text, lost = decode(data)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return malformed(HTML, f"网页的写法不合规范，读不出；{AGAIN}")
    body = None if root is None else root.find("body")
    if root is None or body is None:
        return malformed(HTML, "网页没有内容")
    hide(root)
    blocks = content_blocks(body)
    reading = _Reading()
    for block in blocks:
        reading.block(block)
    source = Source([reading.flow.page], HTML, title=title_of(root))
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        source.outcome = "partial"
        source.problems.append(("too_deep", None, "网页嵌套过深，其后未读"))
    if lost:
        source.problems.append(("encoding", None, f"网页有 {lost} 个字符的编码无法识别"))
    if reading.cut:
        source.outcome = "partial"
        source.problems.append(("too_big", None, f"表格合并单元格展开后超过 {MAX_CELLS:,} 格，其后未读"))
    tell_loose(source)
    if not reading.flow.page.grids and shown_by_script(root):
        source.outcome = "partial"
        source.problems.append(("scripted", None, "正文的表由网页脚本显示，未读取；请在浏览器中打开后另存为 PDF 导入"))
    pictures = [pictures_of(block) for block in blocks]
    source.pictures, elsewhere = [one for inside, _ in pictures for one in inside], sum(n for _, n in pictures)
    if elsewhere:
        source.outcome = source.outcome if reading.flow.page.grids or source.pictures else "partial"
        source.problems.append(("picture", None, f"正文有 {elsewhere} 幅图片，其中的文字未读取"))
    return source


class _Reading:
    """The walk through a page; it keeps its own stack, for pages may be nested deeper than calls may be."""

    def __init__(self) -> None:
        self.flow = Flow()
        self.cut = False
        self._inline: list[str] = []
        self._tables: list[Table] = []
        self._cells: list[TableCell] = []
        self._set = 0
        """How deep in text that is set as it is written (pre)."""

    def block(self, root: Any) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        unseen: Any = None
        for event, element in walk:
            if event == "start":
                if not seen(element):
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
                    self._inline.append(self._text(element.tail))
        self._break()

    def _begin(self, element: Any) -> None:
        tag = element.tag
        if tag == "br":
            self._inline.append("\n")
        elif tag in _BLOCKS:
            self._break()
        if tag == "pre":
            self._set += 1
        elif tag == "table":
            self._tables.append(Table())
        elif tag == "tr" and self._tables:
            self._tables[-1].begin_row(element)
        elif tag == "input" and self._cells and element.get("type", "text").lower() in ("text", "number"):
            self._inline.append(element.get("value", ""))
        elif tag in ("td", "th") and self._tables:
            self._break()
            cell = TableCell(element)
            self._tables[-1].add(cell, element)
            self._cells.append(cell)
        self._inline.append(self._text(element.text))

    def _end(self, element: Any) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._break()
        if tag == "pre":
            self._set -= 1
        elif tag in ("td", "th") and self._cells and self._tables:
            self._break()
            self._cells.pop()
        elif tag == "table" and self._tables:
            self._put(self._table(self._tables.pop()))

    def _text(self, text: str | None) -> str:
        return (text or "") if self._set else _SPACE.sub(" ", text or "")

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

    def _table(self, table: Table) -> list[Block]:
        """A finished table; one around other tables gives way to them, unless it prints figures of its own."""
        cells = table.cells
        inner: list[Block] = [block for cell in cells for block in cell.blocks if not isinstance(block, str)]
        figures = any(is_number(cell.text) for cell in cells)
        laid_out, whole = table.spread()
        self.cut |= not whole
        rows = squared(laid_out)
        if places_text(rows) or (inner and not figures):
            return [block for cell in cells for block in cell.blocks]
        return [rows, *inner]
