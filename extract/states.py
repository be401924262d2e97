"""Which statutory forms a document fills, declares empty, lists without printing, or lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.result import Record
from extract.tables.captions import bare_title, form_of
from extract.tables.joining import WholeTable
from forms.load import form_tables, forms

FILLED, EMPTY, MISSING, ABSENT = "filled", "declared empty", "listed but missing", "absent"


def form_states(
    tables: Sequence[WholeTable], rows: Mapping[str, Sequence[Record]], listed: Sequence[str]
) -> list[Record]:
    """One row per form table: the first that holds of filled, declared empty, listed but missing, absent."""
    printed = {table.form.name: table.caption.title for table in reversed(tables) if table.form is not None}
    named: dict[str, str] = {}
    for title in listed:
        form = form_of(bare_title(title))
        if form is not None:
            named.setdefault(form.name, title)
    states: list[Record] = []
    for form in forms().values():
        for name in form.yields:
            amounts = form_tables()[name].amounts()
            found = rows.get(name, ())
            filled = any(row.get(column) for row in found for column in amounts) if amounts else bool(found)
            state = FILLED if filled else EMPTY if form.name in printed else MISSING if form.name in named else ABSENT
            states.append(
                {"form": name, "state": state, "listed": named.get(form.name), "printed": printed.get(form.name)}
            )
    return states
