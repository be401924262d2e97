"""Fixed-layout files of the Chinese standard."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.media import OFD, PDF, media_type
from extract.assemble import assemble
from extract.identity import Hints
from extract.inspection.inspecting import Drawing, inspect
from extract.readers import read
from extract.readers.limits import Limits
from extract.task import Task
from samples.documents.build import path_of
from tests.extract.fixed_layout import as_ofd, content, packed

SLUG = "xc-kjj-2023"


def text_object(text: str, more: str = "", code: str = "") -> str:
    return (
        f'<ofd:TextObject ID="1" Boundary="20 30 100 10" Font="3" Size="4" {more}>'
        f'<ofd:TextCode X="0" Y="4" {code}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def lines_of(*drawn: str) -> list[str]:
    source = read(packed([content("".join(drawn))]), OFD, limits=Limits(recognition=False))
    return [line.text for page in source.pages for line in page.lines]


def test_a_disclosure_gives_the_rows_of_its_pdf() -> None:
    data = as_ofd(path_of(SLUG))
    assert media_type(data) == OFD
    source = read(data, OFD)
    assert (source.outcome, source.media_type, source.problems) == ("ok", OFD, [])
    (found,) = assemble(source, Hints()).disclosures
    (expected,) = assemble(read(path_of(SLUG).read_bytes(), PDF), Hints()).disclosures
    assert found.keys == expected.keys
    assert found.rows == expected.rows
    assert (found.numbers_printed, found.numbers_captured) == (expected.numbers_printed, expected.numbers_captured)
    assert [section["text"] for section in found.sections] == [section["text"] for section in expected.sections]


def test_the_matrix_of_an_object_and_repeated_steps_place_its_characters() -> None:
    (line,) = read(packed([content(text_object("1783.80", code='DeltaX="g 6 2"'))]), OFD).pages[0].lines
    (moved,) = (
        read(packed([content(text_object("1783.80", 'CTM="2 0 0 2 10 0"', code='DeltaX="g 6 2"'))]), OFD).pages[0].lines
    )
    assert (line.text, moved.text) == ("1783.80", "1783.80")
    assert line.box is not None
    assert moved.box is not None
    millimetre = 72 / 25.4
    assert line.box[0] == pytest.approx(20 * millimetre, abs=0.1)
    assert moved.box[0] == pytest.approx(30 * millimetre, abs=0.1)
    assert moved.box[2] - moved.box[0] == pytest.approx(2 * (line.box[2] - line.box[0]), rel=0.02)


def test_characters_that_no_usual_font_has_are_kept_and_invisible_objects_are_not() -> None:
    steps = 'DeltaX="g 9 4"'
    assert lines_of(text_object("\u7b80\U0002b5af\u4f53\u2f42", code=steps)) == ["\u7b80\U0002b5af\u4f53\u2f42"]
    assert lines_of(text_object("863.28", 'Visible="false"')) == []


def test_pages_that_are_pictures_are_recognised() -> None:
    pytest.importorskip("rapidocr", reason="needs the extra ocr: pip install 'yusuan[ocr]'")
    source = read(as_ofd(path_of(SLUG), pages=[9], pictures=True), OFD)
    assert (source.outcome, source.pages[0].recognised) == ("ok", True)
    assert any("1354.18" in line.text for line in source.pages[0].lines)


def test_a_picture_of_an_unknown_format_is_told() -> None:
    drawn = '<ofd:ImageObject ID="2" ResourceID="1000" Boundary="0 0 50 50" CTM="50 0 0 50 0 0"/>'
    source = read(packed([content(text_object("863.28") + drawn)], {1000: b"\x97JB2 no picture"}), OFD)
    assert [problem.kind for problem in source.problems] == ["picture"]


@pytest.mark.parametrize(
    "data",
    [packed(["<unclosed>"]), packed([]), packed([content(text_object("1", code='DeltaX="g x"'))])[:-40]],
    ids=["broken", "no page", "cut off"],
)
def test_what_cannot_be_read_is_told(data: bytes) -> None:
    source = read(data, OFD)
    assert (source.outcome, source.pages, len(source.problems)) == ("malformed", [], 1)


def test_its_pages_are_drawn_for_inspection(tmp_path: Path) -> None:
    (tmp_path / "a.ofd").write_bytes(as_ofd(path_of(SLUG), pages=[9]))
    inspection = inspect(Task("a", tmp_path / "a.ofd", OFD, Hints()), Drawing(tmp_path / "seen"))
    assert list(inspection.images) == [1]
