"""The same disclosure as a Word file, a workbook and a web page yields the same rows as its facts say."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from expected_rows import expected_rows
from other_formats import as_web_page, as_word, as_workbook

from archive.media import media_type
from extract.assemble import assemble
from extract.identity import Hints
from extract.readers import read
from samples.documents import facts
from samples.documents.disclosure import Disclosure

SLUGS = ["pds-zwfw-2023", "xc-zwfw-2024", "xc-kjj-2023"]
FORMATS = {"docx": as_word, "xlsx": as_workbook, "html": as_web_page}


def spelled(value: Any) -> Any:
    """Comparable text: a line break of the facts inside Latin letters and digits stays a blank."""
    return re.sub(r"(?<=[0-9A-Za-z]) (?=[0-9A-Za-z%])", "", value) if isinstance(value, str) else value


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("written", FORMATS.values(), ids=FORMATS)
def test_every_row_of_every_form(slug: str, written: Callable[[Disclosure], bytes]) -> None:
    one = facts.load(slug)
    data = written(one)
    extraction = assemble(read(data, media_type(data)), Hints())
    assert (extraction.outcome, extraction.pages) == ("ok", None)
    (found,) = extraction.disclosures
    assert (found.keys.department, found.keys.year, found.keys.stage) == (one.department, one.year, one.stage)
    expected = expected_rows(one)
    for table, rows in expected.items():
        got = [{name: spelled(row.get(name)) for name in rows[0]} for row in found.rows.get(table, [])]
        assert got == [{name: spelled(value) for name, value in row.items()} for row in rows], table
    printed = sum(
        isinstance(value, Decimal) and name != "target_value"
        for rows in expected.values()
        for row in rows
        for name, value in row.items()
    )
    assert (found.numbers_printed, found.numbers_captured) == (printed, printed)
