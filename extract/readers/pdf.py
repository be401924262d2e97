"""PDF with a text layer, by pdfplumber: words in reading order, ruled tables, prose outside them."""

from __future__ import annotations

import io
import logging
from statistics import median

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page as PlumberPage
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from extract.document import Grid, Page, Source
from extract.readers.packed import AGAIN
from extract.readers.page.baseline import settle
from extract.readers.page.clipped import cut
from extract.readers.page.drawn import Drawing
from extract.readers.page.hanging import hang_in
from extract.readers.page.headeragain import HeaderAgain
from extract.readers.page.headeralone import headers_alone
from extract.readers.page.leads import add_leads
from extract.readers.page.letters import words_apart
from extract.readers.page.lines import line_of, printed_lines
from extract.readers.page.order import number_characters, rank_words
from extract.readers.page.overrun import settle_overrun
from extract.readers.page.parted import holds, tables_of, words_of
from extract.readers.page.ruledgrid import Apart, ruled_grid
from extract.readers.page.ruling import square
from extract.readers.page.stacked import whole_figures
from extract.readers.page.turned import sideways, turned
from extract.readers.page.visible import Unseen, framed, legible
from extract.readers.pdffile import CODE, PAGED
from extract.readers.tagged.beside import tables_beside, without
from extract.readers.tagged.pages import TaggedPages
from extract.readers.tagged.spread import TaggedTable
from extract.readers.tagged.tree import tables_in
from extract.readers.unruled.pages import UnruledPages

# what pdfminer finds odd in fonts and streams it reads all the same: hundreds of lines that tell a user nothing
logging.getLogger("pdfminer").setLevel(logging.ERROR)
_log = logging.getLogger(__name__)

MEDIA_TYPES = PAGED
MAX_PAGES = 800
_DAMAGED = f"PDF 文件已损坏，读不出任何一页；{AGAIN}"
_SMALL = 5.0
"""Points: type below which the gaps between words shrink with it."""
_COVERING = 0.5
"""Of the page: an image so large may be a scan of it."""
_UNREADABLE = 0.03
"""Of the characters: a page with so many that are only codes of glyphs is read as an image."""
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
        encrypted = any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args)
        if encrypted:
            return Source([], MEDIA_TYPES[0], "encrypted", [("encrypted", None, "PDF 有密码，不能读取")])
        return Source([], MEDIA_TYPES[0], "malformed", [("malformed", None, _DAMAGED)])
    except _BROKEN:
        return Source([], MEDIA_TYPES[0], "malformed", [("malformed", None, _DAMAGED)])
    source = Source([], MEDIA_TYPES[0])
    tagged, unruled, unseen, drawing = TaggedPages(_tagged(pdf)), UnruledPages(), Unseen(), Drawing()
    header = HeaderAgain()
    try:
        for number, page in enumerate(pdf.pages, 1):
            if number > MAX_PAGES:
                source.outcome = "partial"
                source.problems.append(("too_many_pages", number, f"超过 {MAX_PAGES} 页，其后未读"))
                break
            try:
                source.pages.append(_page(page, number, _last_grid(source), tagged, unruled, unseen, drawing, header))
            except _BROKEN:
                _log.info("page %d", number, exc_info=True)
                source.pages.append(Page(number))
                source.outcome = "partial"
                message = f"第 {number} 页的内容已损坏，文字层读不出；{AGAIN}"
                source.problems.append(("page_unreadable", number, message))
            finally:
                page.close()  # pdfplumber keeps every page's objects until told otherwise
    except _BROKEN:
        _log.info("pages after %d", len(source.pages), exc_info=True)
        source.outcome = "malformed" if not source.pages else "partial"
        message = f"PDF 第 {len(source.pages)} 页之后已损坏，未读；{AGAIN}" if source.pages else _DAMAGED
        source.problems.append(("malformed", None, message))
    tagged.finish(source.pages)
    source.problems += unseen.problems()
    if not source.pages and source.outcome == "ok":
        return Source([], MEDIA_TYPES[0], "malformed", [("malformed", None, "PDF 没有一页")])
    if not any(page.lines for page in source.pages) and source.outcome != "malformed":
        source.outcome = "scanned"
    return source


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


def _page(
    page: PlumberPage,
    number: int,
    above: Grid | None,
    tagged: TaggedPages,
    unruled: UnruledPages,
    unseen: Unseen,
    drawing: Drawing,
    header: HeaderAgain,
) -> Page:
    rotate = page.page_obj.rotate
    page = turned(framed(page))
    turn = (rotate - page.page_obj.rotate) % 360
    settle(page)
    doubt = _doubt(page)
    legible(page, unseen)
    square(page)
    hang_in(page)
    texts = cut(page)
    settle_overrun(page)
    size = median(char["size"] for char in page.chars) if page.chars else _SMALL
    loose = min(1.0, size / _SMALL)  # cells of small type stand close
    number_characters(page)
    words = words_of(page, x_tolerance=2 * loose, y_tolerance=3 * loose)
    groups = printed_lines(words)
    cleared = header.cleared(page, tables_of(page, words, above), groups)
    if cleared.words:
        words = words_of(page, x_tolerance=2 * loose, y_tolerance=3 * loose)
        groups = printed_lines(words)
    counted = groups
    rank_words(groups, number)
    known = Apart(texts, sideways(page), cleared.texts)
    grids = [ruled_grid(table, number, words, known) for table in cleared.tables]
    boxes = [table.bbox for table in cleared.tables]
    outside = [word for word in words if not any(holds(box, word) for box in boxes)]
    if grids and headers_alone(grids, outside):
        grids, boxes, outside = [], [], words
    parts = tagged.read(page, number, boxes)
    apart = words
    if not grids and words:
        drawn = drawing.words(page)
        apart = drawn or words_apart(page)
        grids, outside, parts = tables_beside(unruled, apart, number, parts)
        groups = printed_lines(drawn) if drawn else groups
        counted = printed_lines(apart) if grids else groups
    if parts:
        counted, outside = printed_lines(without(apart, parts)), without(outside, parts)
        grids = sorted([*grids, *tagged.take(parts)], key=lambda grid: grid.box[1] if grid.box else 0.0)
    if counted is not groups:
        rank_words(counted, number)
    header.note(grids)
    lines, tokens = [line_of(group) for group in groups], whole_figures(counted, cleared.edges)
    result = Page(number, lines, grids, tokens=tokens, doubt=doubt, turn=turn)
    result.prose = [line_of(group) for group in printed_lines(outside)]
    add_leads(grids, result.prose)
    return result


def _doubt(page: PlumberPage) -> str | None:
    """Why the page's characters may not be what it shows."""
    unreadable = sum(1 for char in page.chars if _is_code(char["text"]))
    if unreadable > _UNREADABLE * len(page.chars):
        return "codes"
    covered = max(((image["x1"] - image["x0"]) * (image["bottom"] - image["top"]) for image in page.images), default=0)
    return "image" if page.chars and covered > _COVERING * page.width * page.height else None


def _is_code(text: str) -> bool:
    """True for what stands for a glyph whose character the file does not tell."""
    return text.startswith(CODE) or any("\ue000" <= char <= "\uf8ff" or char in "\ufffd\x00" for char in text)
