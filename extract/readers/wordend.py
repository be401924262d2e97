"""Old Word files whose text ends with a table: LibreOffice takes that table for paragraphs.

Word itself always ends a text with a paragraph; what LibreOffice saves from a .docx made by a program may not. An empty
paragraph behind the table is all that is missing. Offsets are those of [MS-DOC]: the file information block at the
head of the stream WordDocument, the piece table (CLX) and the pages of paragraph properties (PAPX) that it names.
"""

from __future__ import annotations

import io
import struct

from xlrd.compdoc import CompDoc, CompDocError

_CELL_END = "\x07\x07".encode("utf-16-le")
"""The ends of a table's last cell and row."""
_PARAGRAPH = "\r".encode("utf-16-le")
_MAIN, _TABLES = "WordDocument", ("0Table", "1Table")
_FLAGS, _TEXT, _TEXT_END, _CHARACTERS, _PAPX, _CLX = 0x0A, 0x18, 0x1C, 0x4C, 0x102, 0x1A2
_SECOND_TABLE = 0x0200
"""Of the flags: the stream 1Table holds the tables, and not 0Table."""
_HEAD, _PAGE, _RUN = 512, 512, 13
"""Bytes of a file's head; of a page of properties; of what it says of one paragraph."""
_PIECES, _ONE = 2, 16
"""What a piece table begins with, and its length where the text is one piece."""
_BROKEN = (CompDocError, struct.error, TypeError, ValueError, LookupError)


class _Stream:
    """One stream of the file, to be read and changed where it is."""

    def __init__(self, package: CompDoc, name: str) -> None:
        self.name = name
        self.data = bytearray(package.get_named_stream(name))
        entry = package._dir_search([name])  # noqa: SLF001 - xlrd tells in no other way where a stream lies
        self.small = entry.tot_size < package.min_size_std_stream
        self.sectors: list[int] = []
        sector = entry.first_SID
        while not self.small and sector >= 0 and len(self.sectors) * package.sec_size < len(self.data):
            self.sectors.append(_HEAD + sector * package.sec_size)
            sector = package.SAT[sector]

    def number(self, offset: int) -> int:
        return int(struct.unpack_from("<I", self.data, offset)[0])

    def put(self, offset: int, number: int) -> None:
        struct.pack_into("<I", self.data, offset, number)

    def written(self, file: bytearray, size: int) -> None:
        """Puts the stream back; ``size`` of a sector."""
        for n, place in enumerate(self.sectors):
            part = self.data[n * size : (n + 1) * size]
            file[place : place + len(part)] = part


def ends_with_table(data: bytes) -> bool:
    """Whether a Word file ends with a table's last cell: no paragraph and no running head comes behind it."""
    try:
        main = CompDoc(data, logfile=io.StringIO()).get_named_stream(_MAIN)
        start, end = struct.unpack_from("<II", main, _TEXT)
    except _BROKEN:
        return False
    return bool(main[start:end].endswith(_CELL_END))


def with_paragraph(data: bytes) -> bytes | None:
    """The file with an empty paragraph behind the table that ends its text; ``None`` where it has no room for one."""
    try:
        package = CompDoc(data, logfile=io.StringIO())
        main = _Stream(package, _MAIN)
        tables = _Stream(package, _TABLES[bool(main.number(_FLAGS) & _SECOND_TABLE)])
        if main.small or tables.small or not _append(main, tables):
            return None
    except _BROKEN:
        return None
    file = bytearray(data)
    for stream in (main, tables):
        stream.written(file, package.sec_size)
    return bytes(file)


def _append(main: _Stream, tables: _Stream) -> bool:
    """Makes the text, and what goes along with it, one sign longer."""
    start, end, characters = main.number(_TEXT), main.number(_TEXT_END), main.number(_CHARACTERS)
    pieces, runs, pages = main.number(_CLX), main.number(_PAPX), (main.number(_PAPX + 4) - 4) // 8
    last = _PAGE * tables.number(runs + 4 * (pages + 1) + 4 * (pages - 1))
    page = _with_run(bytes(main.data[last : last + _PAGE]), end + len(_PARAGRAPH))
    one_piece = tables.data[pieces] == _PIECES and tables.number(pieces + 1) == _ONE
    # behind the text its page is filled up with noughts
    room = end % _PAGE and not any(main.data[end : end + len(_PARAGRAPH)])
    if page is None or not one_piece or not room or end != start + len(_PARAGRAPH) * characters:
        return False
    main.data[end : end + len(_PARAGRAPH)] = _PARAGRAPH
    main.data[last : last + _PAGE] = page
    main.put(_TEXT_END, end + len(_PARAGRAPH))
    main.put(_CHARACTERS, characters + 1)
    tables.put(pieces + 9, characters + 1)
    tables.put(runs + 4 * pages, end + len(_PARAGRAPH))
    return True


def _with_run(page: bytes, end: int) -> bytes | None:
    """A page of properties with one paragraph more, of none; ``None`` where it is full. Equal ones are kept once."""
    count = page[-1]
    ends, said = page[: 4 * (count + 1)], page[4 * (count + 1) : 4 * (count + 1) + _RUN * count]
    whole = bytearray(_PAGE)
    kept: dict[bytes, int] = {}
    free = _PAGE - 1
    runs = b""
    for run in (said[n : n + _RUN] for n in range(0, len(said), _RUN)):
        properties = _properties(page, 2 * run[0]) if run[0] else b""
        if properties and properties not in kept:
            free = (free - len(properties)) // 2 * 2
            whole[free : free + len(properties)] = properties
            kept[properties] = free // 2
        runs += bytes([kept.get(properties, 0)]) + run[1:]
    head = ends + struct.pack("<I", end) + runs + bytes(_RUN)
    if len(head) > free:
        return None
    whole[: len(head)] = head
    whole[-1] = count + 1
    return bytes(whole)


def _properties(page: bytes, at: int) -> bytes:
    """What a page says of a paragraph, with its length before it."""
    size = 2 * page[at] or 2 + 2 * page[at + 1]
    return page[at : at + size]
