"""Scanned documents: pictures, and the pages of a PDF that have no text layer."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from typing import Any

import pypdfium2
import pypdfium2.raw

from archive.extracted import Problem
from archive.media import BMP, GIF, JPEG, JPEG_2000, PDF, PNG, TIFF, WEBP
from archive.media import media_type as media_type_of
from extract.document import Page, Source
from extract.readers.limits import Limits
from extract.readers.ocr import MissingError
from extract.readers.unruled.pages import UnruledPages

MEDIA_TYPES = (PNG, JPEG, TIFF, GIF, BMP, WEBP, JPEG_2000)

MISSING = Problem("ocr_missing", "识别扫描页需要安装 yusuan[ocr]（rapidocr 与 onnxruntime）：pip install 'yusuan[ocr]'")
_PAGE = re.compile(r"第 (\d+) 页")
_FEW = 20
"""Characters: a page with fewer may still be the image of a page."""
_MOST = 0.9
_LISTED = 10
_FAILED = frozenset({"ocr_missing", "page_timeout", "page_unreadable"})


class _TimeOverError(Exception):
    """The page's time is over."""


def read(data: bytes) -> Source:
    """A picture as a document that is not yet recognised."""
    return Source([], media_type_of(data), "scanned")


def complete(data: bytes, source: Source, limits: Limits) -> Source:
    """The source with the pages of a PDF that are images, the frames of a picture and the pictures in a file as
    recognised.

    A picture in a file becomes a page without a number behind the others. The outcome scanned becomes ok, or partial
    where a page could not be recognised, and remains where none could. A page that takes more than its time, that
    comes when the time of all is spent, or that cannot be drawn is named as a problem. Memory: about 0.9 GB resident,
    1.9 GB of address space.
    """
    if source.media_type in MEDIA_TYPES:
        return _picture(data, source, limits)
    wanted = image_pages(data, source) if source.media_type == PDF else []
    if not (wanted or source.pictures) or source.outcome not in ("ok", "partial", "scanned"):
        return source
    limits.recognising(len(wanted) + len(source.pictures))
    pages, problems = _recognised(lambda ocr: ocr.pdf_pages(data, wanted), len(wanted), limits)
    recognised: dict[int | None, list[Page]] = {}
    for page in pages:
        recognised.setdefault(page.number, []).append(page)
    found = Source(
        [read for page in source.pages for read in recognised.get(page.number, [page])],
        source.media_type,
        "ok" if source.outcome == "scanned" else source.outcome,
        [*source.problems, *_reread(source, recognised), *problems],
        source.title,
    )
    if source.pictures:
        pages, problems = _recognised(lambda ocr: ocr.pictures(source.pictures), len(source.pictures), limits)
        found.pages += [_unnumbered(page) for page in pages if page.lines]
        found.problems += [
            replace(problem, page=None, message=_PAGE.sub(r"第 \1 幅图片", problem.message)) for problem in problems
        ]
    return _judged(found)


def _picture(data: bytes, source: Source, limits: Limits) -> Source:
    """A picture as a document of one page; a TIFF of several frames has as many."""
    try:
        frames = import_module("extract.readers.ocr.rendering").frames(data)
    except ImportError:
        return _judged(Source([], source.media_type, problems=[MISSING]))
    limits.recognising(frames)
    pages, problems = _recognised(lambda ocr: ocr.picture_pages(data), frames, limits)
    if not pages and problems and problems[0].kind == "page_unreadable":
        return Source([], source.media_type, "malformed", [Problem("malformed", "图片损坏或过大")])
    return _judged(Source(pages, source.media_type, problems=problems))


def _reread(source: Source, recognised: dict[int | None, list[Page]]) -> list[Problem]:
    """What is told of pages whose own text was not taken."""
    numbers = [page.number for page in source.pages if page.doubt == "codes" and page.number in recognised]
    if not numbers:
        return []
    listed = "、".join(map(str, numbers[:_LISTED])) + (f" 等 {len(numbers)}" if len(numbers) > _LISTED else "")
    message = f"第 {listed} 页的文字只有字形编码，没有字符，已按图像识别，请核对数字"
    return [Problem("text_unreadable", message, numbers[0])]


def image_pages(data: bytes, source: Source) -> list[int]:
    """The numbers of a PDF's pages that are to be recognised: without text but not blank, an image with a
    word or two over it (a page number) or with invisible text of another program, or text that has no characters."""
    texts = {page.number: sum(len(line.text) for line in page.lines) for page in source.pages}
    asked = {page.number: page.doubt for page in source.pages if page.number is not None}
    asked = {number: doubt for number, doubt in asked.items() if doubt or texts[number] < _FEW}
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            return [number for number, doubt in asked.items() if _to_recognise(pdf[number - 1], texts[number], doubt)]
    except pypdfium2.PdfiumError:
        return list(asked)


def _to_recognise(page: pypdfium2.PdfPage, text: int, doubt: str | None) -> bool:
    if doubt == "codes":
        return True
    return _shows_more(page, text > 0) if text < _FEW else _is_invisible(page)


def _is_invisible(page: pypdfium2.PdfPage) -> bool:
    """Whether the page's text is not drawn: it lies under or over the image of a page that a program recognised."""
    modes = [
        pypdfium2.raw.FPDFTextObj_GetTextRenderMode(item)
        for item in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_TEXT], max_depth=3)
    ]
    unseen = modes.count(pypdfium2.raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    return unseen > _MOST * len(modes)


def _shows_more(page: pypdfium2.PdfPage, has_text: bool) -> bool:
    objects = list(page.get_objects(max_depth=3))
    width, height = page.get_size()
    boxes = [item.get_bounds() for item in objects if item.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
    covered = max(((right - left) * (top - bottom) for left, bottom, right, top in boxes), default=0.0)
    return covered > 0.5 * width * height if has_text else bool(objects)


def _unnumbered(page: Page) -> Page:
    for grid in page.grids:
        grid.page = None
    page.number = None
    return page


def _judged(source: Source) -> Source:
    failed = any(problem.kind in _FAILED for problem in source.problems)
    if not any(page.lines for page in source.pages):
        source.outcome = "scanned"
        if not failed:
            source.problems.append(Problem("no_text", "扫描件中没有识别出文字"))
    elif failed:
        source.outcome = "partial"
    return source


def _recognised(
    images: Callable[[Any], Iterator[Any]], number_of_images: int, limits: Limits
) -> tuple[list[Page], list[Problem]]:
    try:
        recognised_pages = import_module("extract.readers.ocr.pageimage").recognised_pages
        waiting = images(import_module("extract.readers.ocr.rendering"))
    except ImportError:  # NumPy and OpenCV, which come with rapidocr
        return [], [MISSING]
    pages: list[Page] = []
    problems: list[Problem] = []
    seconds = number_of_images * limits.seconds_on_average
    spent = _deadline(seconds)
    unruled = UnruledPages()
    for number, grey, dpi in waiting:
        if grey is None:
            problems.append(Problem("page_unreadable", f"第 {number} 页的图像不能读取", number))
            continue
        try:
            spent()
        except _TimeOverError:
            message = f"自第 {number} 页起未识别：全文识别已超过 {seconds:g} 秒处理器时间"
            problems.append(Problem("page_timeout", message, number))
            break
        try:
            pages += recognised_pages(grey, number, dpi, unruled, _deadline(limits.seconds_a_page))
        except MissingError:
            return [], [MISSING]
        except _TimeOverError:
            message = f"第 {number} 页的识别超过 {limits.seconds_a_page:g} 秒处理器时间，未读"
            problems.append(Problem("page_timeout", message, number))
        except Exception as error:  # noqa: BLE001  the runtime's own errors (memory above all) lose one page, not all
            reason = (str(error).strip().splitlines() or [type(error).__name__])[-1]
            problems.append(Problem("page_unreadable", f"第 {number} 页不能识别：{reason}", number))
    return pages, problems


def _deadline(seconds: float) -> Callable[[], None]:
    # time of the processor: how long a page takes by the clock depends on what else the machine does
    end = time.process_time() + seconds

    def check() -> None:
        if time.process_time() > end:
            raise _TimeOverError

    return check
