"""Every sample document's whole conversion, one golden file each, so that a change of the extractor shows as a diff.

    python -m tests.golden.regenerate

writes them anew from the working tree; look at the diff before committing it. A line is one row of one table, its
columns sorted by name, blank ones left out, and "reading" where it is not as printed; amounts in yuan. Rows of a
replaced document are its successor's: the file of pds-slj-2023 has none.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from forms.load import form_tables
from samples.documents import facts
from tests.converted import Converted

HERE = Path(__file__).parent
KEYS = ("city", "department", "year", "stage", "scope", "title", "outcome", "media_type", "pages",
        "numbers_printed", "numbers_captured", "checks_passed", "checks_failed")  # fmt: skip
PLACE = {"document", "city", "county", "department", "department_id", "year", "stage", "scope", "row", "section",
         "sentence"}  # fmt: skip
SLUGS = facts.slugs()


def golden(converted: Converted, slug: str) -> str:
    """What the archive holds of one sample, as text that a person can review."""
    document = converted.documents[slug]
    (kept,) = converted.rows("select * from documents where id = ?", document)
    tables: dict[str, list[dict[str, Any]]] = {
        "form_states": converted.rows("select * from form_states where document = ? order by form", document),
        "problems": converted.rows("select kind, page, message, printed from problems where document = ?", document),
        "sections": converted.rows(
            "select number, path, page, length(text) as characters from sections where document = ?", document
        ),
        "statements": converted.rows("select * from statements where document = ? order by row", document),
        "failed_checks": converted.rows(
            "select rule, description, left_value, right_value, location from checks where document = ? and not passed",
            document,
        ),
    }
    for table in form_tables():
        tables[table] = converted.rows(f"select * from {table} where document = ? order by row", document)
    parts = [f'"document": {_line({name: kept[name] for name in KEYS})}']
    for table, rows in sorted(tables.items()):
        lines = ",\n".join(f"  {_line(_own(row, document))}" for row in rows)
        parts.append(f'"{table}": [\n{lines}\n]' if rows else f'"{table}": []')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _own(row: dict[str, Any], document: str) -> dict[str, Any]:
    """The row without whose it is; its source table without the document's hash."""
    kept = {name: value for name, value in row.items() if name not in PLACE and value is not None}
    if "source_table" in kept:
        kept["source_table"] = kept["source_table"].removeprefix(f"{document}-")
    if kept.get("reading") == "printed":
        del kept["reading"]
    return kept


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True)


@pytest.mark.parametrize("slug", SLUGS)
def test_conversion_is_as_committed(converted: Converted, slug: str) -> None:
    text = golden(converted, slug)
    path = HERE / f"{slug}.json"
    if os.environ.get("REGENERATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert json.loads(text)["document"]["year"] == facts.load(slug).year
    committed = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    assert text.splitlines() == committed, f"{slug}: look at the difference, then python -m tests.golden.regenerate"


def test_one_golden_file_for_each_sample() -> None:
    assert sorted(path.stem for path in HERE.glob("*.json")) == SLUGS
