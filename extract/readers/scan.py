"""Scanned documents: pictures, and the pages of a PDF that have no text layer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any

from archive.media import BMP, GIF, JPEG, PNG, TIFF
from archive.media import media_type as media_type_of
from extract.document import Page, Source
from extract.readers.ocr import MissingError

MEDIA_TYPES = (PNG, JPEG, TIFF, GIF, BMP)

SECONDS_A_PAGE = 30.0
"""Processor time; a dense page of figures takes about 6."""
SECONDS = 80.0
"""Processor time for all pages of a document."""

Problem = tuple[str, int | None, str]

MISSING = ("ocr_missing", None, "识别扫描页需要安装 yusuan[ocr]（rapidocr 与 onnxruntime）：pip install 'yusuan[ocr]'")
_FAILED = frozenset({"ocr_missing", "page_timeout", "page_unreadable"})


class _TimeOverError(Exception):
    """The page's time is over."""


def read(data: bytes) -> Source:
    """A picture as a document of one page; a TIFF of several frames has as many."""
    pages, problems = _recognised(lambda ocr: ocr.picture_pages(data), SECONDS_A_PAGE, SECONDS)
    if not pages and problems and problems[0][0] == "page_unreadable":
        return Source([], media_type_of(data), "malformed", [("malformed", None, "图片损坏或过大")])
    return _judged(Source(pages, media_type_of(data), problems=problems))


def read_scanned_pages(
    data: bytes, numbers: Iterable[int], *, seconds_a_page: float = SECONDS_A_PAGE, seconds: float = SECONDS,
) -> tuple[list[Page], list[Problem]]:
    """The pages of a PDF with these numbers (from 1) as recognised.

    A page that takes more than ``seconds_a_page`` of processor time, that comes when all ``seconds``
    are spent, or that cannot be drawn is missing and named as a problem. Memory: about 0.9 GB
    resident, 1.9 GB of address space.
    """
    wanted = list(numbers)
    return _recognised(lambda ocr: ocr.pdf_pages(data, wanted), seconds_a_page, seconds)


def pages_without_text(source: Source) -> list[int]:
    """The numbers of a PDF's pages whose text layer holds nothing."""
    return [page.number for page in source.pages if page.number is not None and not page.lines]


def complete(
    data: bytes, source: Source, *, seconds_a_page: float = SECONDS_A_PAGE, seconds: float = SECONDS,
) -> Source:
    """The PDF's source with its pages without text layer as recognised.

    The outcome becomes ok, partial where a page could not be recognised, and remains scanned where
    none could.
    """
    wanted = pages_without_text(source)
    if not wanted or source.outcome not in ("ok", "partial", "scanned"):
        return source
    pages, problems = read_scanned_pages(data, wanted, seconds_a_page=seconds_a_page, seconds=seconds)
    recognised = {page.number: page for page in pages}
    outcome = "ok" if source.outcome == "scanned" else source.outcome
    return _judged(Source([recognised.get(page.number, page) for page in source.pages], source.media_type, outcome,
                          [*source.problems, *problems], source.title))


def _judged(source: Source) -> Source:
    failed = any(kind in _FAILED for kind, _, _ in source.problems)
    if not any(page.lines for page in source.pages):
        source.outcome = "scanned"
        if not failed:
            source.problems.append(("no_text", None, "扫描件中没有识别出文字"))
    elif failed:
        source.outcome = "partial"
    return source


def _recognised(
    images: Callable[[Any], Iterator[Any]], seconds_a_page: float, seconds: float,
) -> tuple[list[Page], list[Problem]]:
    try:
        recognised_page = import_module("extract.readers.ocr.pageimage").recognised_page
        waiting = images(import_module("extract.readers.ocr.rendering"))
    except ImportError:  # NumPy and OpenCV, which come with rapidocr
        return [], [MISSING]
    pages: list[Page] = []
    problems: list[Problem] = []
    spent = _deadline(seconds)
    for number, grey, dpi in waiting:
        if grey is None:
            problems.append(("page_unreadable", number, f"第 {number} 页的图像不能读取"))
            continue
        try:
            spent()
        except _TimeOverError:
            message = f"自第 {number} 页起未识别：全文识别已超过 {seconds:g} 秒处理器时间"
            problems.append(("page_timeout", number, message))
            break
        try:
            pages.append(recognised_page(grey, number, dpi, _deadline(seconds_a_page)))
        except MissingError:
            return [], [MISSING]
        except _TimeOverError:
            problems.append(("page_timeout", number, f"第 {number} 页的识别超过 {seconds_a_page:g} 秒处理器时间，未读"))
        except Exception as error:  # noqa: BLE001  the runtime's own errors (memory above all) lose one page, not all
            reason = (str(error).strip().splitlines() or [type(error).__name__])[-1]
            problems.append(("page_unreadable", number, f"第 {number} 页不能识别：{reason}"))
    return pages, problems


def _deadline(seconds: float) -> Callable[[], None]:
    # time of the processor: how long a page takes by the clock depends on what else the machine does
    end = time.process_time() + seconds

    def check() -> None:
        if time.process_time() > end:
            raise _TimeOverError

    return check
