"""The reader is chosen by the media type, which is told from the bytes; nothing that comes is raised."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.media import media_type
from extract import readers
from extract.document import Source
from extract.readers import docx, read
from extract.readers.limits import Limits
from samples.documents import facts
from samples.documents.disclosure import Disclosure
from tests.extract.other_formats import as_web_page, as_word, as_workbook

TITLE = "一般公共预算基本支出"


def as_pdf(disclosure: Disclosure) -> bytes:
    return Path(f"samples/documents/pdf/{disclosure.slug}.pdf").read_bytes()


def as_text(disclosure: Disclosure) -> bytes:
    return f"{disclosure.title}\n{TITLE}表\n| 项目 | 金额 |\n|---|---|\n| 办公费 | 1.5 |\n".encode()


@pytest.mark.parametrize("written", [as_pdf, as_word, as_workbook, as_web_page, as_text])
def test_every_kind_is_read_by_what_its_bytes_are(written: Callable[[Disclosure], bytes]) -> None:
    data = written(facts.load("xc-kjj-2023"))
    source = read(data, media_type(data), limits=Limits(recognition=False))
    assert source.outcome == "ok"
    assert any(TITLE in line.text for page in source.pages for line in page.lines)
    assert any(page.grids and page.tokens for page in source.pages)


def binary_workbook() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.bin", b"")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        (b"\x00\x01\x02\x03 nothing known", "unsupported"),
        (b"%PDF-1.7 and no more", "malformed"),
        (b"PK\x03\x04 half a zip", "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unsupported"),
        (binary_workbook(), "unsupported"),
    ],
    ids=["unknown", "pdf", "zip", "locked", "ole", "binary workbook"],
)
def test_what_is_not_read_has_an_outcome_and_a_problem(data: bytes, outcome: str) -> None:
    source = read(data, media_type(data))
    assert (source.outcome, len(source.problems), source.pages) == (outcome, 1, [])


def test_a_file_over_the_limit_is_not_opened() -> None:
    source = read(b"%PDF-1.7" + bytes(100), "application/pdf", limits=Limits(size=50))
    assert source.outcome == "too_big"


def test_what_a_library_raises_is_an_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(data: bytes) -> Source:
        raise RecursionError("too deep")

    monkeypatch.setattr(docx, "read", fails)
    readers._registry.cache_clear()
    try:
        source = read(b"PK", docx.MEDIA_TYPES[0])
    finally:
        readers._registry.cache_clear()
    (problem,) = source.problems
    assert (source.outcome, problem.kind, "重新下载" in problem.message) == ("malformed", "reader_error", True)
    assert "too deep" not in problem.message
