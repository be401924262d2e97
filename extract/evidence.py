"""The evidence behind the rows: every grid as printed, kept with what was recognised of it."""

from __future__ import annotations

import json
from typing import Any

from archive.extracted import Disclosure, Record
from extract.document import Grid, Source
from extract.rows.readings import decimals_of
from extract.tables.whole import Place, WholeTable

LARGEST_VALUE = 60_000
"""Bytes of one stored grid; a longer one is kept in parts (a stored value stays under 64 kB)."""


def keep_tables(disclosure: Disclosure, source: Source, tables: list[WholeTable]) -> None:
    """Every grid as printed, with what was recognised of it: the evidence behind the rows."""
    of_grid = {number: table for table in tables for number in table.grids}
    number = 0
    for page in source.pages:
        for grid in page.grids:
            number += 1
            table = of_grid[number]
            for part, rows in enumerate(_parts(grid), 1):
                disclosure.source_tables.append(
                    {
                        "number": number,
                        "part": part,
                        "page": grid.page,
                        "form": table.form.name if table.form else None,
                        "title": table.caption.title,
                        "money_unit": table.caption.unit,
                        "decimals": decimals_of(table),
                        "bbox": [round(edge, 1) for edge in grid.box] if grid.box else None,
                        "grid": rows,
                    }
                )


def _parts(grid: Grid) -> list[list[dict[str, Any]]]:
    parts: list[list[dict[str, Any]]] = [[]]
    size = 0
    for row in grid.rows:
        boxes = [cell.box for cell in row if cell is not None and cell.box is not None]
        entry: dict[str, Any] = {"cells": [cell.text if cell is not None else None for cell in row]}
        if boxes:
            entry["box"] = [
                round(min(b[0] for b in boxes), 1),
                round(min(b[1] for b in boxes), 1),
                round(max(b[2] for b in boxes), 1),
                round(max(b[3] for b in boxes), 1),
            ]
        length = len(json.dumps(entry, ensure_ascii=False).encode())
        if parts[-1] and size + length > LARGEST_VALUE:
            parts.append([])
            size = 0
        parts[-1].append(entry)
        size += length
    return parts


def evidence_of(place: Place, part_of: dict[int, list[int]]) -> Record:
    """Page, source table and row of a printed row; ``part_of``: how many rows each stored part of a grid holds."""
    part, before = 1, 0
    for part, length in enumerate(part_of.get(place.grid, [1]), 1):  # noqa: B007 - the one that it ends at
        if place.row < before + length:
            break
        before += length
    return {"page": place.page, "source_table": (place.grid, part), "source_row": place.row}
