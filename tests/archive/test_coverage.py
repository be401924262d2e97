"""What is expected of a city's departments, and what is there."""

from __future__ import annotations

from pathlib import Path

from archive.collected import Seen, keep
from archive.coverage import coverage
from archive.extractions import write
from archive.files import Files
from archive.opening import create_or_open
from archive.overview import overview
from extract.assemble import assemble
from extract.identity import Hints
from extract.readers.text import read
from tests.small_disclosure import text
from yusuan.status import as_text


def test_every_body_is_expected_for_every_year_and_stage_of_its_city(tmp_path: Path) -> None:
    db = create_or_open(tmp_path / "archive.db")
    files = Files(tmp_path / "files")
    final = text("鹤壁市水利局", 2024).replace("预算", "决算").replace("一般公共决算", "一般公共预算")
    printed = [
        text("鹤壁市气象局", 2023),
        text("鹤壁市气象局", 2024),
        text("鹤壁市水利局", 2024),
        final,
        text("许昌市水利局", 2022),
    ]
    for number, page in enumerate(printed):
        (document,) = keep(db, files, page.encode(), Seen("site", "article", f"{number}.md")).documents
        write(db, document, assemble(read(page.encode()), Hints()), "1")
    rows = [(row["city"], row["department"], row["year"], row["stage"], row["disclosures"]) for row in coverage(db)]
    assert sorted(rows) == sorted(
        [
            ("鹤壁市", "鹤壁市气象局", 2023, "预算", 1),
            ("鹤壁市", "鹤壁市气象局", 2024, "预算", 1),
            ("鹤壁市", "鹤壁市气象局", 2024, "决算", 0),
            ("鹤壁市", "鹤壁市水利局", 2023, "预算", 0),
            ("鹤壁市", "鹤壁市水利局", 2024, "预算", 1),
            ("鹤壁市", "鹤壁市水利局", 2024, "决算", 1),
            ("许昌市", "许昌市水利局", 2022, "预算", 1),
        ]
    )
    lines = [line.split() for line in as_text(overview(db))]
    assert ["鹤壁市", "2023预算", "2024预算", "2024决算"] in lines
    assert ["鹤壁市水利局", "-", "1", "1"] in lines
    assert ["鹤壁市气象局", "1", "1", "-"] in lines
    assert ["there", "4", "of", "6", "expected"] in lines
    assert ["there", "1", "of", "1", "expected"] in lines
    db.close()
