"""PDF files as they come off the web: cut off, damaged, with form fields, attachments or a password."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extract.document import Source
from extract.readers import read
from extract.readers.limits import Limits

SAMPLE = Path("samples/documents/pdf/xc-kjj-2023.pdf").read_bytes()
LIBRARY_WORDS = ("Root", "EOF", "NoneType", "Error", "PDFium", "object")


def as_read(data: bytes) -> Source:
    return read(data, "application/pdf", limits=Limits(recognition=False))


def texts(source: Source) -> list[list[str]]:
    return [[line.text for line in page.lines] for page in source.pages]


WHOLE = texts(as_read(SAMPLE))


def with_hole(size: int = 3000) -> bytes:
    return SAMPLE[: len(SAMPLE) // 2] + bytes(size) + SAMPLE[len(SAMPLE) // 2 + size :]


@pytest.mark.parametrize("data", [SAMPLE[:-40_000], SAMPLE[:-40_000] + bytes(40_000)], ids=["cut off", "zeroed"])
def test_of_a_file_without_its_end_what_is_there_is_read_and_the_rest_told(data: bytes) -> None:
    source = as_read(data)
    assert [problem.kind for problem in source.problems] == ["incomplete", "incomplete"]
    assert "重新下载" in source.problems[0].message
    assert source.outcome == "partial"
    read_pages = [number for number, (found, whole) in enumerate(zip(texts(source), WHOLE, strict=True), 1) if found]
    blank = source.problems[1].page
    assert blank not in read_pages
    assert len(read_pages) >= 12
    assert all(found == WHOLE[number - 1] for number, found in enumerate(texts(source), 1) if number in read_pages)


def test_characters_lost_to_damage_make_a_page_an_image() -> None:
    page = as_read(with_hole()).pages[20]
    assert any("(cid:" in line.text for line in page.lines)
    assert page.doubt == "codes"


def test_damage_inside_is_told() -> None:
    source = as_read(with_hole())
    assert (source.outcome, source.problems[0].kind) == ("partial", "incomplete")
    assert sum(map(len, texts(source))) > 0.8 * sum(map(len, WHOLE))


@pytest.mark.parametrize(
    "data",
    [SAMPLE + bytes(5000) + b"<html></html>", b"HTTP/1.1 200 OK\r\n\r\n" + SAMPLE],
    ids=["junk behind", "junk before"],
)
def test_a_whole_file_in_junk_is_read_without_a_word(data: bytes) -> None:
    source = as_read(data)
    assert (source.outcome, source.problems, texts(source)) == ("ok", [], WHOLE)


def packed(*, cut: bool) -> bytes:
    """A page whose dictionaries stand in an object stream, as Word writes them; ``cut`` takes the end away."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>>>",
        4: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    heads, body = [], b""
    for number, text in objects.items():
        heads.append(b"%d %d" % (number, len(body)))
        body += text + b" "
    first = b" ".join(heads) + b" "
    stream = zlib.compress(first + body)
    drawn = b"BT /F 12 Tf 20 100 Td (1,783.80) Tj ET"
    data = b"%%PDF-1.5\n5 0 obj\n<</Length %d>>\nstream\n%b\nendstream\nendobj\n" % (len(drawn), drawn)
    data += (
        b"6 0 obj\n<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\r\n%b\nendstream\nendobj\n"
        % (len(objects), len(first), len(stream), stream)
    )
    return data if cut else data + b"trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF"


@pytest.mark.parametrize("cut", [False, True])
def test_objects_packed_in_streams_are_found_again(cut: bool) -> None:
    source = as_read(packed(cut=cut))
    assert texts(source) == [["1,783.80"]]
    assert source.outcome == ("partial" if cut else "ok")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 and no more",
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Kids[]>>endobj trailer<</Root 1 0 R>>",
        b"%PDF-1.4\n" + bytes(range(256)) * 40,
    ],
    ids=["nothing", "no pages", "noise"],
)
def test_a_hopeless_file_is_told_in_the_users_words(data: bytes) -> None:
    source = as_read(data)
    assert (source.outcome, source.pages, len(source.problems)) == ("malformed", [], 1)
    assert "重新下载" in source.problems[0].message
    assert not any(word in source.problems[0].message for word in LIBRARY_WORDS)


def printed(canvas: Canvas, buffer: io.BytesIO) -> bytes:
    canvas.drawString(72, 700, "1,783.80")
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_a_password_to_open_is_told_and_one_against_changes_is_no_obstacle() -> None:
    found = []
    for user in ("secret", ""):
        buffer = io.BytesIO()
        locked = Canvas(buffer, encrypt=StandardEncryption(user, "owner", canPrint=0, canModify=0, canCopy=0))
        source = as_read(printed(locked, buffer))
        found.append((source.outcome, texts(source)))
    assert found == [("encrypted", []), ("ok", [["1,783.80"]])]


def test_figures_in_form_fields_are_on_the_page() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.acroForm.textfield(name="basic", value="863.28", x=200, y=690, width=90, height=20, borderWidth=0)
    source = as_read(printed(canvas, buffer))
    assert texts(source) == [["1,783.80 863.28"]]
    assert source.problems == []


def test_files_attached_to_a_pdf_are_named() -> None:
    document = pypdfium2.PdfDocument(SAMPLE)
    document.new_attachment("附表.xlsx").set_data(b"PK")
    buffer = io.BytesIO()
    document.save(buffer)
    source = as_read(buffer.getvalue())
    (problem,) = source.problems
    assert (source.outcome, problem.kind, "附表.xlsx" in problem.message) == ("ok", "attachments", True)
