"""A PDF whose table of objects is damaged or cut off: the objects that are whole, under a new one."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

_OBJECT = re.compile(rb"(?<![0-9])(\d{1,8})[ \t\r\n]+(\d{1,5})[ \t\r\n]+obj\b")
_PAGE = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")
_PACKED = re.compile(rb"/Type\s*/ObjStm\b")
_NUMBER = re.compile(rb"/(N|First)\s+(\d{1,8})(?!\s+\d+\s+R)")
_MOST_UNPACKED = 64 * 2**20
"""Bytes of all objects that a damaged file packs in streams."""


def rebuilt(data: bytes) -> bytes | None:
    """The objects that are whole under a new table and a new list of the pages; ``None`` where there is no page.

    The pages come in the order of the file, which is that of the document but for rare writers.
    """
    if b"/Encrypt" in data:
        return None  # without its trailer there is no way to its key
    body = bytearray(data[: data.rfind(b"endobj") + len(b"endobj")])
    places = {int(found[1]): found.start() for found in _OBJECT.finditer(bytes(body))}
    for number, text in _unpacked(bytes(body)):
        if number not in places:
            places[number] = len(body) + 1
            body += b"\n%d 0 obj\n%b\nendobj" % (number, text)
    starts = sorted(places.items(), key=lambda place: place[1])
    ends = [start for _, start in starts[1:]] + [len(body)]
    pages = [
        number
        for (number, start), end in zip(starts, ends, strict=True)
        if _PAGE.search(bytes(body[start:end]).partition(b"stream")[0])
    ]
    if not pages:
        return None
    top = max(places) + 1
    places |= {top: len(body) + 1}
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    body += b"\n%d 0 obj\n<</Type/Pages/MediaBox[0 0 595 842]/Count %d/Kids[%b]>>\nendobj" % (top, len(pages), kids)
    places |= {top + 1: len(body) + 1}
    body += b"\n%d 0 obj\n<</Type/Catalog/Pages %d 0 R>>\nendobj\n" % (top + 1, top)
    table = len(body)
    body += b"xref\n0 1\n0000000000 65535 f \n"
    for number, start in sorted(places.items()):
        body += b"%d 1\n%010d 00000 n \n" % (number, start)
    body += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (top + 2, top + 1, table)
    return bytes(body)


def _unpacked(body: bytes) -> Iterator[tuple[int, bytes]]:
    """(number, text) of the objects that are packed in streams."""
    room = _MOST_UNPACKED
    for found in _OBJECT.finditer(body):
        head, stream, rest = body[found.end() : found.end() + 65536].partition(b"stream")
        if not stream or not _PACKED.search(head):
            continue
        start = found.end() + len(head) + len(stream)
        start += 2 if rest.startswith(b"\r\n") else 1
        try:
            text = zlib.decompressobj().decompress(body[start:], room) if b"/FlateDecode" in head else body[start:]
        except zlib.error:
            continue
        room = max(1, room - len(text))
        stated = {name: int(value) for name, value in _NUMBER.findall(head)}
        first = stated.get(b"First", 0)
        listed = [int(word) for word in text[:first].split() if word.isdigit()]
        numbers, offsets = listed[::2], listed[1::2]
        for number, begin, end in zip(numbers, offsets, [*offsets[1:], len(text) - first], strict=False):
            yield number, text[first + begin : first + end]
