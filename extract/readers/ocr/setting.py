"""What was recognised on a page, set as lines, prose and grids."""

from __future__ import annotations

from extract.document import Box, Cell, Grid, Page, Row
from extract.readers.ocr.recogniser import PixelBox
from extract.readers.ocr.ruling import RuledTable
from extract.readers.ocr.typebox import Piece
from extract.readers.page.lines import Word, add_leads, line_of, printed_lines
from extract.readers.page.measure import measure_of
from extract.readers.unruled.pages import UnruledPages


def page_of(
    number: int,
    outside: list[Piece],
    tables: list[tuple[RuledTable, dict[int, list[Piece]]]],
    scale: float,
    unruled: UnruledPages,
) -> Page:
    """The page; ``tables`` with the pieces of each of their cells, ``scale`` points a pixel. ``unruled`` knows the
    tables without ruling lines of the pages before."""
    page = Page(number, recognised=True)
    prose = [_word(piece, scale) for piece in outside if piece[1]]
    inside = [piece for _, cells in tables for pieces in cells.values() for piece in pieces if piece[1]]
    lines = printed_lines([*prose, *(_word(piece, scale) for piece in inside)])
    page.lines = [line_of(line) for line in lines]
    page.tokens = [[word["text"] for word in line] for line in lines]
    page.grids = [_grid(table, cells, number, scale) for table, cells in tables]
    if not page.grids:
        page.grids, rest = unruled.read(prose, number)
        _trust(page.grids, prose)
        prose = rest
    page.prose = [line_of(line) for line in printed_lines(prose)]
    add_leads(page.grids, page.prose)
    return page


def _grid(table: RuledTable, cells: dict[int, list[Piece]], number: int, scale: float) -> Grid:
    boxes = table.cell_boxes()
    seen: set[int] = set()
    rows: list[Row] = []
    for numbers in table.cells:
        row: Row = []
        for cell in numbers:
            if cell in seen:
                row.append(None)
                continue
            seen.add(cell)
            pieces = [piece for piece in cells.get(cell, []) if piece[1]]
            sureness = min((confidence for _, _, confidence in pieces), default=None)
            lines = printed_lines(_word(piece, scale) for piece in pieces)
            row.append(Cell(_text(pieces), _points(boxes[cell], scale), sureness, measure_of(lines)))
        rows.append(row)
    return Grid(rows, number, [], _points(table.box, scale))


def _text(pieces: list[Piece]) -> str:
    """Lines of a cell one below the other; words apart on one line by a blank."""
    text = ""
    last: PixelBox | None = None
    for box, piece, _ in pieces:
        if last is not None:
            text += " " if box[1] < (last[1] + last[3]) / 2 else "\n"
        text, last = text + piece, box
    return text


def _trust(grids: list[Grid], words: list[Word]) -> None:
    """Gives the cells of tables without ruling lines the confidence of the least sure of their words."""
    sureness: dict[str, float] = {}
    for word in words:
        sureness[word["text"]] = min(word["confidence"], sureness.get(word["text"], 1.0))
    for grid in grids:
        grid.rows = [
            [
                cell
                and Cell(
                    cell.text,
                    cell.box,
                    min(
                        (
                            sureness[part]
                            for part in [cell.text, *cell.text.split("\n"), *cell.text.split()]
                            if part in sureness
                        ),
                        default=None,
                    ),
                )
                for cell in row
            ]
            for row in grid.rows
        ]


def _points(box: PixelBox, scale: float) -> Box:
    return (round(box[0] * scale, 2), round(box[1] * scale, 2), round(box[2] * scale, 2), round(box[3] * scale, 2))


def _word(piece: Piece, scale: float) -> Word:
    x0, top, x1, bottom = _points(piece[0], scale)
    return {"text": piece[1], "x0": x0, "top": top, "x1": x1, "bottom": bottom, "confidence": piece[2]}
