"""Tables that a text draws with dashes, as Pandoc writes them into Markdown and plain text, set between pipes.

    ----------  --------        +----------+--------+
     项目         金额            | 项目     | 金额   |
    ----------  --------        +==========+========+
     水利         12.5            | 水利     | 12.5   |
    ----------  --------        +----------+--------+

Their columns are as wide as their dashes, a Chinese character as wide as two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from forms.text import width

Cells = dict[int, list[str]]
"""The lines of a row's cells, by column."""

_RULER = re.compile(r"^\s*-{2,}(?: +-{2,})+\s*$")
_BORDER = re.compile(r"^\s*-{6,}\s*$")
_GRID = re.compile(r"^\s*\+(?:[-=:]{3,}\+)+\s*$")
_DASHES = re.compile(r"^[-=:+]+$")
_RUN = re.compile(r"-+")
_HIGHEST = 12
"""Lines of a header."""


def with_pipes(text: str) -> str:
    """The text with a line between pipes for each row of such a table."""
    if "--" not in text:
        return text
    lines = text.split("\n")
    written: list[str] = []
    n = 0
    while n < len(lines):
        if _GRID.match(lines[n]):
            stop = next((m for m in range(n, len(lines)) if not lines[m].strip().startswith(("|", "+"))), len(lines))
            rows = _grid_rows(lines[n:stop])
        elif _RULER.match(lines[n]):
            head = _header(written)
            stop, rows = _ruled(lines, n, bordered=head > 0 and bool(_BORDER.match(written[-head])))
            if not rows:
                written.append(lines[n])
                n += 1
                continue
            spans = _spans(lines[n])
            above = _row([line for line in written[len(written) - head :] if not _BORDER.match(line)], spans)
            del written[len(written) - head :]
            rows = [above, *rows] if above else rows
        else:
            written.append(lines[n])
            n += 1
            continue
        written += ["", *(_between_pipes(row, rows) for row in rows), ""]
        n = stop
    return "\n".join(written)


def _header(above: Sequence[str]) -> int:
    """How many of the lines above a ruler are its header's: those from a border on, or the one right above."""
    for back in range(1, min(_HIGHEST, len(above)) + 1):
        if _BORDER.match(above[-back]):
            return back
        if not above[-back].strip():
            break
    return 1 if above and above[-1].strip() else 0


def _ruled(lines: Sequence[str], start: int, *, bordered: bool) -> tuple[int, list[Cells]]:
    """(the line behind the table, its rows): below a ruler, to a border where there is one above, else to a blank
    line. Between borders blank lines part the rows."""
    spans = _spans(lines[start])
    closing = (m for m in range(start + 1, len(lines)) if _BORDER.match(lines[m]) or _RULER.match(lines[m]))
    blank = next((m for m in range(start + 1, len(lines)) if not lines[m].strip()), len(lines))
    end = next(closing, None)
    if bordered or (end is not None and blank > end):
        if end is None:
            return start, []
        body = lines[start + 1 : end]
        blocks = "\n".join(body).split("\n\n") if any(not line.strip() for line in body) else body
        return end + 1, [row for block in blocks if (row := _row(block.split("\n"), spans))]
    return blank, [row for line in lines[start + 1 : blank] if (row := _row([line], spans))]


def _spans(ruler: str) -> list[tuple[int, int | None]]:
    """Where each column begins and where the next one does."""
    starts = [found.start() for found in _RUN.finditer(ruler)]
    return list(zip(starts, [*starts[1:], None], strict=True))


def _row(lines: Sequence[str], spans: Sequence[tuple[int, int | None]]) -> Cells:
    row: Cells = {}
    for line in lines:
        for column, (begins, ends) in enumerate(spans):
            text = _across(line, begins if column else 0, ends).strip()
            if text:
                row.setdefault(column, []).append(text)
    return row


def _grid_rows(lines: Sequence[str]) -> list[Cells]:
    """The rows between the borders of a grid; a cell that no border cuts goes on below it."""
    edges = sorted(
        {at for line in lines if _DASHES.search(line.strip().replace("|", "+")) for at in _places(line, "+")}
    )
    rows: list[Cells] = [{}]
    owner: dict[int, Cells] = {}
    for line in lines:
        cells = dict(_segments(line, edges))
        cut = {column for column, text in cells.items() if _DASHES.match(text)}
        if cut and any(rows[-1].values()):
            rows.append({})
        owner = {column: rows[-1] if column in cut else kept for column, kept in owner.items()}
        for column, text in cells.items():
            if column not in cut and text:
                owner.setdefault(column, rows[-1]).setdefault(column, []).append(text)
    return [row for row in rows if row]


def _segments(line: str, edges: Sequence[int]) -> Iterator[tuple[int, str]]:
    """(column, text) of each part of a line between pipes or corners that stand on the grid's edges."""
    marks = [at for at in sorted({*_places(line, "|"), *_places(line, "+")}) if at in edges]
    for left, right in pairwise(marks):
        yield edges.index(left), _across(line, left + 1, right).strip()


def _places(line: str, mark: str) -> list[int]:
    """How far from the line's beginning a mark stands."""
    at, places = 0, []
    for char in line:
        if char == mark:
            places.append(at)
        at += width(char)
    return places


def _across(line: str, begins: int, ends: int | None) -> str:
    """What of a line stands between two places."""
    at, text = 0, ""
    for char in line:
        if at >= begins and (ends is None or at < ends):
            text += char
        at += width(char)
    return text


def _between_pipes(row: Cells, rows: Sequence[Cells]) -> str:
    columns = range(1 + max(max(cells) for cells in rows))
    texts = ("<br>".join(row.get(column, ())).replace("|", "\\|") for column in columns)
    return f"| {' | '.join(texts)} |"
