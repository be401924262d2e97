"""The kind of a file is told from its bytes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from archive.media import EXCEL_XML, WORD_XML, XML, destroyed, extension, media_type

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "documents" / "pdf" / "pds-slj-2023.pdf"


def office(part: str, *others: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as container:
        for name in (*others, part):
            container.writestr(name, "x")
    return packed.getvalue()


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + stream.encode("utf-16-le") + bytes(100)


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (b"%PDF-1.7", ".pdf"),
        (b"\n\n%PDF-1.4", ".pdf"),
        (office("word/document.xml", "[Content_Types].xml"), ".docx"),
        (office("xl/workbook.xml", "[Content_Types].xml"), ".xlsx"),
        (office("OFD.xml"), ".ofd"),
        (office("word/a.pdf"), ".zip"),
        (ole("WordDocument"), ".doc"),
        (ole("Workbook"), ".xls"),
        (ole("Other"), ".ole"),
        (b"Rar!\x1a\x07\x01\x00", ".rar"),
        (b"\x89PNG\r\n\x1a\n", ".png"),
        (b"\xff\xd8\xff\xe0", ".jpg"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", ".html"),
        (b"  <html><body>", ".html"),
        ("<table><tr><td>预算</td></tr></table>".encode("gbk"), ".html"),
        ('<div class="main">\n\n# 预算\n\n| 项目 | 金额 |\n|------|-----:|\n| 水利 | 1 |\n\n</div>'.encode(), ".md"),
        ("<html><body><p>预算</p>\n| 项目 |\n|---|\n</body></html>".encode(), ".html"),
        (b"<?xml version='1.0'?><Workbook/>", ".xml"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", ".webp"),
        (b"\0\0\0\x0cjP  \r\n\x87\n", ".jp2"),
        (b"From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n", ".mht"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n--x\r\n<html><body>", ".mht"),
        (b"From: a@b\r\n\r\n<p>MIME-Version: 1.0</p>", ".html"),
        ("|科目|金额|\n|---|---|\n|合计|1.0|".encode(), ".md"),
        ("部门预算\n收入\t1.0".encode("gb18030"), ".txt"),
        (bytes(range(256)), ".bin"),
        (b"", ".bin"),
    ],
)
def test_kind_by_bytes(data: bytes, ending: str) -> None:
    assert extension(media_type(data)) == ending


@pytest.mark.parametrize(
    ("namespace", "kind"),
    [
        ("urn:schemas-microsoft-com:office:spreadsheet", EXCEL_XML),
        ("http://schemas.microsoft.com/office/word/2003/wordml", WORD_XML),
        ("http://example.org/feed", XML),
    ],
)
def test_office_of_2003_saves_whole_files_as_xml(namespace: str, kind: str) -> None:
    assert media_type(f'<?xml version="1.0"?>\n<?mso x?>\n<a:b xmlns:a="{namespace}"/>'.encode()) == kind


def test_a_pdf_that_went_through_a_text_decoder() -> None:
    whole = SAMPLE.read_bytes()
    assert not destroyed(whole)
    assert destroyed(whole.decode("utf-8", "replace").encode())
