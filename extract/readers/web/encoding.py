"""Bytes of a web page to text: byte order mark, then what the page declares, then UTF-8, then GB 18030."""

from __future__ import annotations

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([a-zA-Z0-9_-]+)""", re.IGNORECASE)
_CHINESE = frozenset({"gb2312", "gbk", "gb18030", "hz", "cp936", "x-gbk"})


def decode(data: bytes) -> tuple[str, int]:
    """(text, number of characters that could not be decoded)."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _lossy(data[len(mark) :], encoding)
    results = []
    for encoding in [*_declared(data), "utf-8", "gb18030"]:
        text, lost = _lossy(data, encoding)
        # a few broken bytes do not make a page one of another charset: GB 18030 would take nearly any bytes
        if lost * 20 <= sum(not char.isascii() for char in text):
            return text, lost
        results.append((text, lost))
    return min(results, key=lambda result: result[1])


def _lossy(data: bytes, encoding: str) -> tuple[str, int]:
    text = data.decode(encoding, "replace")
    return text, text.count("\ufffd")


def _declared(data: bytes) -> list[str]:
    found = _DECLARED.search(data[:4096])
    name = found.group(1).decode("ascii").lower() if found else "none"
    if name in _CHINESE:
        return ["gb18030"]  # the superset: pages that say gb2312 use characters beyond it
    try:
        b" ".decode(name)
        "预算".encode(name)
    except (LookupError, ValueError):  # no charset, a codec that yields no text, or one without Chinese: a template's
        return []
    return [] if name.startswith("utf-16") else [name]  # pages in UTF-16 carry a mark
