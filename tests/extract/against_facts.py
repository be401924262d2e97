"""Whether a document written from a sample's facts yields what the facts say."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from archive.extracted import Disclosure as Found
from archive.media import media_type
from extract.assemble import assemble
from extract.identity import Hints
from extract.readers import read
from samples.documents.disclosure import Disclosure
from tests.extract.expected_rows import expected_rows


def assert_as_stated(data: bytes, one: Disclosure, *, paged: bool = False) -> Found:
    """Reads the document: every row of every form, every number, nobody else's name; gives what was found."""
    extraction = assemble(read(data, media_type(data)), Hints())
    assert (extraction.outcome, extraction.pages is not None) == ("ok", paged)
    (found,) = extraction.disclosures
    assert (found.keys.department, found.keys.year, found.keys.stage) == (one.department, one.year, one.stage)
    expected = expected_rows(one)
    for table, rows in expected.items():
        got = [{name: _spelled(row.get(name)) for name in rows[0]} for row in found.rows.get(table, [])]
        assert got == [{name: _spelled(value) for name, value in row.items()} for row in rows], table
    printed = sum(
        isinstance(value, Decimal) and name != "target_value"
        for rows in expected.values()
        for row in rows
        for name, value in row.items()
    )
    assert (found.numbers_printed, found.numbers_captured) == (printed, printed)
    return found


def _spelled(value: Any) -> Any:
    """Comparable text: a line break of the facts inside Latin letters and digits stays a blank."""
    return re.sub(r"(?<=[0-9A-Za-z]) (?=[0-9A-Za-z%])", "", value) if isinstance(value, str) else value
