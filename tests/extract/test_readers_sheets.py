"""Workbooks of other formats, through LibreOffice."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from archive.media import EXCEL_XML, ODS, media_type
from extract.readers import read
from extract.readers.sheets import PACKAGE

needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason=f"needs LibreOffice: apt install {PACKAGE}")

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SHOWN = [["款", "支出", None], ["03", "74.7%", "16.1"]]

EXCEL = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="share"><NumberFormat ss:Format="0.0%"/></Style>
<Style ss:ID="code"><NumberFormat ss:Format="00"/></Style></Styles>
<Worksheet ss:Name="支出"><Table><Column ss:Index="4" ss:Hidden="1"/>
<Row><Cell><Data ss:Type="String">款</Data></Cell>
<Cell ss:MergeAcross="1"><Data ss:Type="String">支出</Data></Cell></Row>
<Row><Cell ss:StyleID="code"><Data ss:Type="Number">3</Data></Cell>
<Cell ss:StyleID="share"><Data ss:Type="Number">0.747</Data></Cell>
<Cell><Data ss:Type="Number">16.1</Data></Cell><Cell><Data ss:Type="Number">7</Data></Cell></Row>
<Row ss:Hidden="1"><Cell><Data ss:Type="Number">1</Data></Cell></Row></Table></Worksheet></Workbook>""".encode()


def open_document() -> bytes:
    def cell(text: str, more: str = "") -> str:
        return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'

    rows = (
        cell("款") + cell("支出", 'table:number-columns-spanned="2"') + "<table:covered-table-cell/>",
        cell("03") + cell("74.7%") + cell("16.1"),
    )
    spaces = " ".join(f'xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f'<office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet>'
        '<table:table table:name="支出">'
        + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
        + "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("mimetype", ODS)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest)
    return packed.getvalue()


@needs_office
@pytest.mark.parametrize(("data", "kind"), [(EXCEL, EXCEL_XML), (open_document(), ODS)], ids=["xml of 2003", "ods"])
def test_cells_as_shown_and_what_is_hidden(data: bytes, kind: str) -> None:
    assert media_type(data) == kind
    source = read(data, kind)
    (grid,) = source.pages[0].grids
    assert (source.outcome, source.media_type, grid.sheet) == ("ok", kind, "支出")
    assert [[cell and cell.text for cell in row] for row in grid.rows] == SHOWN
    assert [problem.kind for problem in source.problems] == ["hidden_cells"] * (kind == EXCEL_XML)


def test_without_libreoffice_the_package_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    source = read(EXCEL, EXCEL_XML)
    assert source.outcome == "unsupported"
    assert PACKAGE in source.problems[0].message


def test_a_bomb_is_refused_before_it_is_converted() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", ODS)
        package.writestr("content.xml", bytes(300_000_000))
    assert read(packed.getvalue(), ODS).outcome == "too_big"
