"""Tagged PDFs as LibreOffice and Chromium write them: without a line, every row and every number as the facts say."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from samples.documents import facts
from tests.extract.against_facts import assert_as_stated
from tests.extract.other_formats import as_web_page, as_word

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
STYLE = "<style>@page{size:A4 landscape} table{font-size:9pt} td{border-bottom:1px solid #999}</style></head>"


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice: apt install libreoffice-writer-nogui")
def test_a_word_file_printed_by_libreoffice(tmp_path: Path) -> None:
    """Rows that page breaks cut, which LibreOffice writes twice, and figures that narrow cells break."""
    one = facts.load("xc-kjj-2023")
    (tmp_path / "a.docx").write_bytes(as_word(one))
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", TAGGED, "--outdir", f"{tmp_path}", f"{tmp_path}/a.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert_as_stated((tmp_path / "a.pdf").read_bytes(), one, paged=True)


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt install chromium")
def test_a_web_page_printed_by_chromium(tmp_path: Path) -> None:
    """Chromium leaves blank cells out of the tree."""
    one = facts.load("xc-zwfw-2024")
    page = as_web_page(one).decode("gb18030").replace("gb2312", "utf-8").replace(' border="1"', "")
    (tmp_path / "a.html").write_text(page.replace("</head>", STYLE), encoding="utf-8")
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'browser'}"]
    command += ["--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'a.pdf'}", (tmp_path / "a.html").as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert_as_stated((tmp_path / "a.pdf").read_bytes(), one, paged=True)
