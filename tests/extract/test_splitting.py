"""One file with the budgets of several units: each becomes a disclosure of its own, each number once."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from extract.assemble import assemble
from extract.identity import Hints
from extract.readers import read
from samples.documents.build import path_of

UNITS = ("xc-kjj-2024-benji", "xc-kjj-2024-zhongxin")


def _bound_together(*slugs: str) -> bytes:
    whole = pypdfium2.PdfDocument.new()
    for slug in slugs:
        part = pypdfium2.PdfDocument(path_of(slug))
        whole.import_pages(part)
        part.close()
    data = io.BytesIO()
    whole.save(data)
    whole.close()
    return data.getvalue()


def test_two_units_in_one_file_are_two_disclosures() -> None:
    alone = [assemble(read(path_of(slug).read_bytes(), "application/pdf"), Hints()).disclosures for slug in UNITS]

    both = assemble(read(_bound_together(*UNITS), "application/pdf"), Hints()).disclosures

    assert [d.keys.department for d in both] == ["许昌市科学技术局", "许昌市科技创新服务中心"]
    assert [d.keys.scope for d in both] == ["单位", "单位"]
    for found, (expected,) in zip(both, alone, strict=True):
        own = ("page", "source_table", "source_row", "unplaced")
        for table, rows in expected.rows.items():
            stripped = [{k: v for k, v in row.items() if k not in own} for row in rows]
            assert [{k: v for k, v in row.items() if k not in own} for row in found.rows[table]] == stripped, table
        assert (found.numbers_printed, found.numbers_captured) == (expected.numbers_printed, expected.numbers_captured)
    pages = [row["page"] for row in both[1].rows["revenue"]]
    assert min(pages) > 22, "pages are counted through the file"


@pytest.mark.parametrize("slug", ["pds-slj-2023", "xc-zwfw-2024"])
def test_one_disclosure_stays_one(slug: str) -> None:
    assert len(assemble(read(path_of(slug).read_bytes(), "application/pdf"), Hints()).disclosures) == 1
