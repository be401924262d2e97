"""What Markdown and the HTML in it set around words: ``# 一、概况``, ``**合计**``, ``<br>``, ``&lt;``, tables."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from lxml import etree

from extract.document import Cell, Grid, Line, Page, Row
from extract.readers.formulas import without_formulas
from extract.readers.web.walk import Walk
from forms.money import is_number

_MARKS = re.compile(r"^#{1,6}\s+|(?P<bold>\*\*|__)(?=\S)(?P<text>.+?)(?<=\S)(?P=bold)", re.DOTALL)
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:html|body|table|thead|tbody|tr|td|th|p|div|center|span|font|b|strong|i|em|u|s|sub|sup|a|img)\b[^<>]*>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[\da-f]{1,6}|[a-z]+\d*);", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_LINK = re.compile(r"(?<!!)\[([^\]\n]*)\]\([^)\s]*\)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TABLE = re.compile(r"<table\b.*?(?:</table\s*>|(?=<table\b)|\Z)", re.DOTALL | re.IGNORECASE)
_BETWEEN = re.compile(r"^\s*(?:([-*_=])(?:\s*\1){2,}|\{\d+\}\s*-{3,}|`{3,}\w*)\s*$")
"""A line that sets off a page or a part, or begins and ends text that is set as it is written."""


def parts(text: str) -> Iterator[tuple[bool, str]]:
    """(whether it is a table in HTML, the text) from top to bottom, comments left out."""
    text = _COMMENT.sub("", text)
    end = 0
    for table in _TABLE.finditer(text):
        yield False, text[end : table.start()]
        yield True, table.group()
        end = table.end()
    yield False, text[end:]


def unmarked(text: str) -> str:
    """A line or a cell without the marks; a cell ** that stands for a column's missing number has none."""
    text = _LINK.sub(r"\1", _PICTURE.sub("", _BREAK.sub("\n", without_formulas(text))))
    text = _ESCAPED.sub(r"\1", _MARKS.sub(lambda found: found["text"] or "", _TAG.sub("", text)))
    return _ENTITY.sub(lambda entity: html.unescape(entity.group()), text)


def sets_apart(line: str) -> bool:
    """True for a line that prints nothing: ``---``, ``{3}------``, ``` ``` ```."""
    return bool(_BETWEEN.match(line))


def pictures(text: str) -> int:
    """How many pictures a text names that are files of their own."""
    return len(_PICTURE.findall(text))


def read_table(markup: str) -> Page:
    """A table in HTML, its merged cells known where it names any below its header."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    walk = Walk()
    walk.block(etree.fromstring(markup.replace("\x00", "").encode("utf-8", "replace"), parser))
    page = walk.flow.page
    page.grids = [_plain(grid) for grid in page.grids]
    page.lines = [Line(unmarked(line.text)) for line in page.lines]
    page.prose = [Line(unmarked(line.text)) for line in page.prose]
    page.tokens = [[unmarked(word) for word in words] for words in page.tokens]
    return page


def _plain(grid: Grid) -> Grid:
    rows: list[Row] = [[cell and Cell(unmarked(cell.text)) for cell in row] for row in grid.rows]
    first = next((n for n, row in enumerate(rows) if any(cell and is_number(cell.text) for cell in row)), 0)
    merged = any(cell is None for row in rows[first:] for cell in row)
    return Grid(rows, None, [Line(unmarked(line.text)) for line in grid.lead], merges_known=merged)
