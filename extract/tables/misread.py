"""Headers of which the recognition of a scanned page got one character wrong."""

from __future__ import annotations

from extract.tables.mapping import ColumnMapping, by_header
from extract.tables.whole import WholeTable
from forms.declaration import Form
from forms.text import fold

_SHORTEST = 4
"""Characters: of 小计 and 合计 one character makes the other."""


def well_read(table: WholeTable, form: Form, paths: list[tuple[str, ...]], year: int | None) -> ColumnMapping:
    """The columns by their headers; one of a scan that no declared column has, by the label that it all but is."""
    mapping = by_header(form.own_columns, paths, year)
    recognised = {fold(c.text) for row in table.header for c in row if c is not None and c.confidence is not None}
    labels = {column.label for column in form.own_columns if column.name not in mapping.columns}
    nearly = {
        place: [label for label in labels if _but_for_one(paths[place][-1], label)]
        for place, name in enumerate(mapping.columns)
        if name is None and paths[place] and paths[place][-1] in recognised
    }
    meant = {place: found[0] for place, found in nearly.items() if len(found) == 1}
    if not meant:
        return mapping
    corrected = [(*path[:-1], meant[place]) if place in meant else path for place, path in enumerate(paths)]
    return by_header(form.own_columns, corrected, year)


def _but_for_one(word: str, label: str) -> bool:
    alike = sum(a == b for a, b in zip(word, label, strict=False))
    return len(word) == len(label) >= _SHORTEST and alike == len(label) - 1
