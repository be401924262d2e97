"""One small reader per format behind one function: bytes → pages of text and grids.

A reader is a module with ``MEDIA_TYPES`` and ``read(data) -> Source``; adding one is one new file
and a line in ``READERS``. Which one reads is decided by the bytes' media type, never by a name.
"""

from __future__ import annotations

import importlib

from extract.document import Source

READERS = ("pdf", "docx", "workbook", "html", "text")


def read(data: bytes, media_type: str) -> Source:
    """The document as read; outcome ``unsupported`` for a format without a reader."""
    for name in READERS:
        reader = importlib.import_module(f"extract.readers.{name}")
        if media_type in reader.MEDIA_TYPES:
            source = reader.read(data)
            assert isinstance(source, Source)
            return source
    return Source([], media_type, "unsupported", [("unsupported", None, f"没有读取 {media_type} 的程序")])
