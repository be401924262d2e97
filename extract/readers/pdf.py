"""PDF with a text layer, by pdfplumber, as far as it is not damaged: page by page through ``pdfpage``."""

from __future__ import annotations

import io
import logging

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page as PlumberPage
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from archive.extracted import Problem
from extract.document import Grid, Page, Source
from extract.readers.packed import AGAIN
from extract.readers.pdffile import PAGED
from extract.readers.pdfpage import PageReader
from extract.readers.tagged.spread import TaggedTable
from extract.readers.tagged.tree import tables_in

# what pdfminer finds odd in fonts and streams it reads all the same: hundreds of lines that tell a user nothing
logging.getLogger("pdfminer").setLevel(logging.ERROR)
_log = logging.getLogger(__name__)

MEDIA_TYPES = PAGED
MAX_PAGES = 800
_DAMAGED = f"PDF 文件已损坏，读不出任何一页；{AGAIN}"
_BROKEN = (
    PSException,
    PdfminerException,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
)
"""What pdfminer raises on a file that is damaged inside."""


def read(data: bytes) -> Source:
    """Every page's lines and grids; ``outcome`` scanned, encrypted or malformed where no text is to be had."""
    try:
        pdf = pdfplumber.open(io.BytesIO(data))
    except PdfminerException as error:
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args):
            return Source([], MEDIA_TYPES[0], "encrypted", [Problem("encrypted", "PDF 有密码，不能读取")])
        return _malformed(_DAMAGED)
    except _BROKEN:
        return _malformed(_DAMAGED)
    source = Source([], MEDIA_TYPES[0])
    reader = PageReader(_tagged(pdf))
    try:
        for number, page in enumerate(pdf.pages, 1):
            if number > MAX_PAGES:
                source.outcome = "partial"
                source.problems.append(Problem("too_many_pages", f"超过 {MAX_PAGES} 页，其后未读", number))
                break
            _read_page(reader, page, number, source)
    except _BROKEN:
        _log.info("pages after %d", len(source.pages), exc_info=True)
        source.outcome = "malformed" if not source.pages else "partial"
        message = f"PDF 第 {len(source.pages)} 页之后已损坏，未读；{AGAIN}" if source.pages else _DAMAGED
        source.problems.append(Problem("malformed", message))
    reader.tagged.finish(source.pages)
    source.problems += reader.problems()
    if not source.pages and source.outcome == "ok":
        return _malformed("PDF 没有一页")
    if not any(page.lines for page in source.pages) and source.outcome != "malformed":
        source.outcome = "scanned"
    return source


def _read_page(reader: PageReader, page: PlumberPage, number: int, source: Source) -> None:
    """Adds a page to the source: a blank one, and a problem, where it is damaged."""
    try:
        source.pages.append(reader.read(page, number, _last_grid(source)))
    except _BROKEN:
        _log.info("page %d", number, exc_info=True)
        source.pages.append(Page(number))
        source.outcome = "partial"
        message = f"第 {number} 页的内容已损坏，文字层读不出；{AGAIN}"
        source.problems.append(Problem("page_unreadable", message, number))
    finally:
        page.close()  # pdfplumber keeps every page's objects until told otherwise


def _malformed(message: str) -> Source:
    return Source([], MEDIA_TYPES[0], "malformed", [Problem("malformed", message)])


def _tagged(pdf: PDF) -> list[TaggedTable]:
    """The tables of the file's structure tree; none where that is damaged: it is needed for nothing."""
    try:
        return tables_in(pdf.doc)
    except _BROKEN:
        _log.info("structure tree", exc_info=True)
        return []


def _last_grid(source: Source) -> Grid | None:
    """The table that ends the page before."""
    return source.pages[-1].grids[-1] if source.pages and source.pages[-1].grids else None
