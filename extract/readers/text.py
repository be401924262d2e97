"""Converted text: plain or Markdown text whose tables stand as ``| a | b |``, tab- or
comma-separated lines, or in HTML."""

from __future__ import annotations

import csv
import io
import re
from itertools import pairwise

from archive.extracted import Problem
from extract.document import Cell, Grid, Line, Page, Row, Source
from extract.readers.drawntext import with_pipes
from extract.readers.flow import places_text
from extract.readers.joinedcolumns import set_apart
from extract.readers.loose import tell_loose
from extract.readers.markdown import parts, pictures, read_table, sets_apart, unmarked
from extract.readers.pipetable import tables_in, whole_labels, whole_rows

MEDIA_TYPES = ("text/plain", "text/markdown")

_NARROWEST = 2
_PIPE = re.compile(r"(?<!\\)\|")
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
    """One page without a number; a blank cell may be part of a merged one (``merges_known`` False), but for tables in
    HTML that name their merged cells."""
    text = decode(data)
    if text is None or "\x00" in text:
        return Source([], "text/plain", "malformed", [Problem("malformed", "文本既不是 UTF-8 也不是 GB 18030 编码")])
    reading = _Reading()
    by_commas = _of_commas(text)
    for in_html, part in [(False, "\n".join(by_commas))] if by_commas else parts(text):
        if in_html:
            reading.table(part)
            continue
        for line in with_pipes(part).splitlines():
            reading.line(line)
        reading.close()
    source = Source([reading.page], "text/plain")
    tell_loose(source)
    if elsewhere := pictures(text):
        source.outcome = source.outcome if reading.page.grids else "partial"
        source.problems.append(Problem("picture", f"正文有 {elsewhere} 幅图片，其中的文字未读取"))
    return source


class _Reading:
    """The walk through a text, line by line."""

    def __init__(self) -> None:
        self.page = Page(None)
        self._rows: list[list[str]] = []
        self._lead: list[Line] = []

    def line(self, printed: str) -> None:
        """A row of a table, or words that stand between tables."""
        if sets_apart(printed):
            self.close()
            return
        if printed.lstrip().startswith("|"):
            if _RULE.match(printed):
                return
            self._row(_PIPE.split(printed.strip().removeprefix("|").removesuffix("|")))
        elif "\t" in printed:
            self._row(printed.split("\t"))
        else:
            self.close()
            self._words([Line(words.strip()) for words in unmarked(printed).splitlines() if words.strip()])
            return
        self.page.lines.append(Line(unmarked(printed).strip()))

    def table(self, markup: str) -> None:
        """A table in HTML."""
        self.close()
        table = read_table(markup)
        self._words(table.prose)
        self.page.lines += [line for line in table.lines if line not in table.prose]
        self.page.tokens += table.tokens
        for grid in table.grids:
            self._put(grid)

    def close(self) -> None:
        """Ends the table of which lines have been read."""
        rows, self._rows = self._rows, []
        if len(rows) == 1 and not any(rows[0][1:]):
            # a lone line with a tab is a sentence, not a table
            self.page.tokens.append(rows[0])
            self._outside([" ".join(rows[0]).strip()])
            return
        for part in tables_in(rows):
            whole = set_apart(whole_labels(whole_rows(part)))
            self.page.tokens += whole
            cells: list[Row] = [list(map(Cell, row)) for row in whole]
            if places_text(cells):
                self._outside([text for row in part for text in row if text])
            else:
                self._put(Grid(cells, None, merges_known=False))

    def _outside(self, texts: list[str]) -> None:
        """Rows that are no table's."""
        lines = [Line(text) for text in texts]
        self.page.prose += lines
        self._lead += lines

    def _row(self, cells: list[str]) -> None:
        self._rows.append([unmarked(cell.strip()) for cell in cells])

    def _words(self, lines: list[Line]) -> None:
        self.page.lines += lines
        self.page.prose += lines
        self._lead += lines

    def _put(self, grid: Grid) -> None:
        grid.lead, self._lead = self._lead, []
        self.page.grids.append(grid)


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
