"""Word files of the old format, through LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import docx
import pytest

from archive.media import DOC, ODT, RTF, WORD_XML, media_type
from extract import readers
from extract.readers.doc import PACKAGE, read
from tests.extract.drawing import texts

needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason=f"needs LibreOffice: apt install {PACKAGE}")


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one document as .docx, .doc and .rtf."""
    folder = tmp_path_factory.mktemp("word")
    document = docx.Document()
    document.add_paragraph("某局2024年度部门预算")
    document.add_paragraph("单位：万元")
    table = document.add_table(3, 3)
    for row, printed in enumerate([["科目", "支出", ""], ["", "合计", "基本支出"], ["行政运行", "783.84", "783.84"]]):
        for column, text in enumerate(printed):
            table.cell(row, column).text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    document.save(str(folder / "ends.docx"))
    document.sections[0].footer.paragraphs[0].text = "- 3 -"
    document.save(str(folder / "footed.docx"))
    document.add_paragraph("注：表内有尾差")
    document.save(str(folder / "a.docx"))
    for name, kind in (("a", "doc"), ("a", "rtf"), ("a", "odt"), ("ends", "doc"), ("footed", "doc")):
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                folder,
                folder / f"{name}.docx",
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
    return folder


@needs_office
@pytest.mark.parametrize(("kind", "media_type"), [("doc", DOC), ("rtf", RTF), ("odt", ODT)])
def test_text_and_merged_cells_survive_the_conversion(word: Path, kind: str, media_type: str) -> None:
    source = read((word / f"a.{kind}").read_bytes())
    grid = source.pages[0].grids[0]
    assert (source.outcome, source.media_type) == ("ok", media_type)
    assert texts(grid) == [["科目", "支出", None], [None, "合计", "基本支出"], ["行政运行", "783.84", "783.84"]]
    assert [line.text for line in grid.lead] == ["某局2024年度部门预算", "单位：万元"]


@needs_office
@pytest.mark.parametrize("name", ["ends", "footed"])
def test_a_table_that_ends_the_text_is_read(word: Path, name: str) -> None:
    source = read((word / f"{name}.doc").read_bytes())
    assert (source.outcome, source.problems) == ("ok", [])
    assert texts(source.pages[0].grids[0])[2] == ["行政运行", "783.84", "783.84"]


@needs_office
def test_a_table_that_libreoffice_loses_at_the_end_is_told(word: Path) -> None:
    data = (word / "ends.doc").read_bytes()
    end = data.index("783.84\x07\x07".encode("utf-16-le")) + 16
    source = read(data[:end] + b"\1" + data[end + 1 :])  # no room for a paragraph
    assert (source.outcome, source.pages[0].grids) == ("partial", [])
    assert [problem.kind for problem in source.problems] == ["table_lost"]
    assert "783.84" in "".join(line.text for line in source.pages[0].lines)


@needs_office
def test_words_xml_of_2003_is_read() -> None:
    rows = [["科目", "支出"], ["行政运行", "783.84"]]
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in row) + "</w:tr>"
        for row in rows
    )
    data = (
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
        "<w:p><w:r><w:t>单位：万元</w:t></w:r></w:p><w:tbl><w:tblPr/><w:tblGrid>"
        f'<w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>{cells}</w:tbl><w:p/></w:body></w:wordDocument>'
    ).encode()
    assert media_type(data) == WORD_XML
    source = readers.read(data, WORD_XML)
    assert (source.outcome, source.media_type, texts(source.pages[0].grids[0])) == ("ok", WORD_XML, rows)


@needs_office
def test_without_libreoffice_the_package_is_named(word: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    source = read((word / "a.doc").read_bytes())
    assert source.outcome == "unsupported"
    assert PACKAGE in source.problems[0].message


@needs_office
def test_a_password_is_told_from_damage(word: Path) -> None:
    data = bytearray((word / "a.doc").read_bytes())
    information = next(start for start in range(512, len(data), 512) if data[start : start + 2] == b"\xec\xa5")
    data[information + 11] |= 1
    assert read(bytes(data)).outcome == "encrypted"
    assert read(bytes(data[:1500])).outcome in ("malformed", "encrypted")


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000)], ids=["empty", "hollow"])
def test_what_is_no_word_file_is_malformed(data: bytes) -> None:
    source = read(data)
    assert (source.outcome, source.pages) == ("malformed", [])
