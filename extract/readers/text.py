"""Converted text: plain or Markdown text whose tables stand as ``| a | b |``, tab- or comma-separated lines."""

from __future__ import annotations

import csv
import io
import re
from itertools import pairwise

from extract.document import Cell, Grid, Line, Page, Row, Source
from extract.readers.loose import tell_loose

MEDIA_TYPES = ("text/plain", "text/markdown")

_NARROWEST = 2
_MARKS = re.compile(r"^#{1,6}\s+|(?P<bold>\*\*|__)(?=\S)(?P<text>.+?)(?<=\S)(?P=bold)")
"""What Markdown sets around a heading or bold words: # 一、概况, **合计**."""
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")


def decode(data: bytes) -> str | None:
    """Text by BOM, then UTF-8, then GB 18030; ``None`` when it is none of these."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def read(data: bytes) -> Source:
    """One page without a number; a blank cell may be part of a merged one (``merges_known`` False)."""
    text = decode(data)
    if text is None or "\x00" in text:
        return Source([], "text/plain", "malformed", [("malformed", None, "文本既不是 UTF-8 也不是 GB 18030 编码")])
    page = Page(None)
    rows: list[list[str]] = []
    lead: list[Line] = []

    def close() -> None:
        nonlocal lead
        if not rows:
            return
        if len(rows) == 1 and not any(cell for cell in rows[0][1:]):
            # a lone line with a tab is a sentence, not a table
            line = Line(" ".join(rows[0]).strip())
            page.prose.append(line)
            lead.append(line)
        else:
            width = max(len(row) for row in rows)
            cells: list[Row] = [[*map(Cell, row), *(Cell("") for _ in range(width - len(row)))] for row in rows]
            page.grids.append(Grid(cells, None, lead, merges_known=False))
            lead = []
        rows.clear()

    lines = _of_commas(text) or text.splitlines()
    for printed in lines:
        line = _unmarked(printed.rstrip())
        kind = "pipe" if line.lstrip().startswith("|") else "tab" if "\t" in printed else None
        if kind == "pipe":
            if _RULE.match(line):
                continue
            rows.append([_BREAK.sub("\n", _unmarked(cell.strip())) for cell in line.strip().strip("|").split("|")])
            page.tokens.append(rows[-1])
        elif kind == "tab":
            rows.append([cell.strip() for cell in printed.split("\t")])
            page.tokens.append(rows[-1])
        else:
            close()
            if line.strip():
                page.prose.append(Line(line.strip()))
                lead.append(page.prose[-1])
        if line.strip():
            page.lines.append(Line(line.strip()))
    close()
    source = Source([page], "text/plain")
    tell_loose(source)
    return source


def _unmarked(text: str) -> str:
    """A line or a cell without Markdown's marks; a cell ** that stands for a column's missing number has none."""
    return _MARKS.sub(lambda found: found["text"] or "", text)


def _of_commas(text: str) -> list[str]:
    """The lines of a comma-separated file with tabs instead; nothing where the commas are those of sentences and
    figures: most rows of such a file have as many columns as the row above."""
    try:
        rows = [[cell.replace("\n", "") for cell in row] for row in csv.reader(io.StringIO(text), strict=True)]
    except csv.Error:
        return []
    alike = sum(len(row) == len(other) > _NARROWEST for row, other in pairwise(rows))
    if "\t" in text or 2 * alike < len([row for row in rows if row]):
        return []
    return ["\t".join(row) for row in rows]
