"""The committed sample PDFs hold what their facts say, page by page, and the generator makes them again."""

from __future__ import annotations

import re
import zlib

import pytest

from samples.documents import facts
from samples.documents.canvaspage import MARK
from samples.documents.setting import pdf
from tests.samples.printed_pdf import PDFS, bare, body, expected, pages_of, sheets

SLUGS = facts.slugs()


def streams(content: bytes) -> list[bytes]:
    """A PDF's streams, inflated: equal whatever zlib packed them."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    return [_inflated(stream) for stream in packed]


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def test_every_document_has_its_pdf_and_every_pdf_its_facts() -> None:
    assert sorted(path.stem for path in PDFS.glob("*.pdf")) == SLUGS
    assert sum(path.stat().st_size for path in PDFS.glob("*.pdf")) < 12_000_000


def test_two_cities_three_departments_three_years() -> None:
    whole = {(one.city, one.department, one.year) for one in map(facts.load, SLUGS) if one.scope == "部门"}
    assert len(whole) == 2 * 3 * 3
    assert {year for _, _, year in whole} == {2022, 2023, 2024}


@pytest.mark.parametrize("slug", SLUGS)
def test_tables_stand_in_the_pdf_as_the_facts_state_them(slug: str) -> None:
    disclosure = facts.load(slug)
    pages = pages_of(disclosure)
    for form in disclosure.forms:
        printed = body(disclosure, form, pages.get(form.key, []))
        assert printed == expected(form.rows), f"{slug}: {form.title}"
        letters = pages[form.key][0].letters
        assert bare(form.subject) in letters
        assert not form.unit or f"单位：{form.unit}" in letters
        assert bare(form.note) in pages[form.key][-1].letters


@pytest.mark.parametrize("slug", SLUGS)
def test_prose_and_contents_are_readable_in_order(slug: str) -> None:
    disclosure = facts.load(slug)
    number = re.compile(r"-\d+-" + bare(MARK))
    run = "".join(number.sub("", sheet.letters) for sheet in sheets(slug))
    at = 0
    for text in [*disclosure.cover, *disclosure.listed, *(text for _, text in disclosure.narrative)]:
        at = run.find(bare(text), at)
        assert at >= 0, f"{slug}: {text[:40]}"


@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_is_marked_as_a_sample(slug: str) -> None:
    for number, sheet in enumerate(sheets(slug), 1):
        assert bare(MARK) in sheet.letters, f"{slug} page {number}"
        assert not any(bare(MARK) in cell for row in sheet.rows for cell in row)


def test_a_label_is_cut_by_the_page_break() -> None:
    first, second = pages_of(facts.load("xc-zwfw-2024"))["economic_classification"]
    assert first.rows[-1][2] == "其他社会保障缴"
    assert [cell for cell in second.rows[2] if cell] == ["费"]


def test_all_three_ways_of_continuing_a_table_occur() -> None:
    ways = {one.layout.continuation for one in map(facts.load, SLUGS)}
    assert ways == {"title", "header", "none"}


def test_a_wrong_figure_is_noticed() -> None:
    disclosure = facts.load("xc-kjj-2024")
    form = disclosure.form("revenue")
    printed = body(disclosure, form, pages_of(disclosure)["revenue"])
    printed[0][2] = "0.01"
    assert printed != expected(form.rows)


def test_a_rebuild_gives_the_same_bytes() -> None:
    disclosure = facts.load("xc-zwfw-2024")
    assert pdf(disclosure) == pdf(disclosure)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_committed_pdf_is_what_the_generator_makes(slug: str) -> None:
    committed = (PDFS / f"{slug}.pdf").read_bytes()
    assert streams(pdf(facts.load(slug))) == streams(committed), f"run python -m samples.documents.build {slug}"
