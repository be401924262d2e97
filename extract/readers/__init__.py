"""Readers: one module for each kind of file, each with ``MEDIA_TYPES`` and ``read(data) -> Source``.

    read(data, media_type, limits=Limits())  →  Source

The media type is told from the bytes by ``archive.media``, never from a name.

- ``pdf``: PDF with a text layer, each ``pdfpage`` through ``page``, ``tagged`` and ``unruled``; ``pdffile`` first makes
  readable what comes damaged (``rebuiltpdf``), ``ofd`` becomes a PDF: its ``ofdobjects`` as ``drawnpdf`` draws them.
- ``scan``: pictures, and pages without text, through ``ocr``.
- ``docx``, and ``doc`` made one of by LibreOffice (``office``, ``wordend``); ``workbook``, and ``sheets`` made one;
  with ``word`` and ``sheet`` for what their libraries do not tell, ``packed`` for the packages they come in.
- ``html`` through ``web``; ``text`` as programs convert it, with the marks of ``markdown``, the ``formulas`` that they
  take figures for, tables of ``drawntext`` and each ``pipetable`` as they leave it, ``joinedcolumns`` set apart. These,
  Word files and workbooks are gathered in a ``flow``; ``loose`` tells figures that stand in no table.
- ``limits``: what reading one document may cost.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from importlib import import_module

from archive.extracted import Problem
from archive.media import OLE, PPTX, RAR, SEVEN_ZIP, XLSB, XML, ZIP
from extract.document import Source
from extract.readers.limits import Limits
from extract.readers.packed import AGAIN, encrypted
from extract.readers.pdffile import PAGED, PdfFile, doubted, noted, prepared

_log = logging.getLogger(__name__)

READERS = ("pdf", "text", "docx", "doc", "workbook", "sheets", "html", "scan")

_UNREAD = {
    SEVEN_ZIP: "7z 压缩包；请解开后导入其中的文件",
    ZIP: "这个压缩包；请解开后导入其中的文件",
    RAR: "这个压缩包；请解开后导入其中的文件",
    XLSB: "二进制工作簿（.xlsb）；请另存为 .xlsx 文件后导入",
    PPTX: "演示文稿（.pptx）；请另存为 PDF 后导入",
    XML: "此类 XML 文件；请另存为 PDF、Word 或 Excel 文件后导入",
    OLE: "此类 Office 文件；请另存为 PDF、Word 或 Excel 文件后导入",
}
_UNKNOWN = "此文件：认不出它的格式，可能已损坏；请核对能否打开，或另存为 PDF、Word、Excel 文件后导入"


def read(data: bytes, media_type: str, *, limits: Limits | None = None) -> Source:
    """The document as read; whatever its bytes, a Source with an outcome and, unless all is well, a problem.

    Raises ``MemoryError`` when the worker's memory does not suffice: the worker reports that.
    """
    limits = limits or Limits()
    if len(data) > limits.size:
        return Source(
            [],
            media_type,
            "too_big",
            [Problem("too_big", f"文件有 {len(data):,} 字节，超过上限 {limits.size:,} 字节，未读取")],
        )
    reader = _registry().get(media_type)
    if reader is None:
        # an office file with a password is a container that tells nothing else of itself
        locked = encrypted(data, media_type, "Office") if media_type == OLE else None
        message = f"还不能读取{_UNREAD.get(media_type, _UNKNOWN)}"
        return locked or Source([], media_type, "unsupported", [Problem("unsupported", message)])
    file: PdfFile | None = None
    try:
        if media_type in PAGED:
            found = prepared(data)
            if isinstance(found, Source):
                return found
            file, data = found, found.data
        source = reader(data)
        source = doubted(source, file) if file else source
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  libraries raise anything on a hostile file
        _log.info("reading %s", media_type, exc_info=True)  # their words tell a user nothing
        message = f"文件已损坏或不合格式，读取时出错；{AGAIN}"
        return Source([], media_type, "malformed", [Problem("reader_error", message)])
    if limits.recognition:
        source = _completed(data, source, limits)
    elif source.pictures:
        source.problems.append(Problem("picture", f"正文有 {len(source.pictures)} 幅图片，其中的文字未读取"))
    return noted(source, file) if file else source


def _completed(data: bytes, source: Source, limits: Limits) -> Source:
    scan = import_module("extract.readers.scan")
    completed: Source = scan.complete(data, source, limits)
    return completed


@cache
def _registry() -> dict[str, Callable[[bytes], Source]]:
    """Media type → ``read`` of its module; imported at first use, since each brings a library of its own."""
    modules = [import_module(f"extract.readers.{name}") for name in READERS]
    return {media_type: module.read for module in modules for media_type in module.MEDIA_TYPES}
