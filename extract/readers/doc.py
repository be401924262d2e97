"""Word files of older formats (.doc, .wps, .rtf, .odt, Word's XML of 2003), converted to .docx by LibreOffice."""

from __future__ import annotations

from archive.extracted import Problem
from archive.media import DOC, ODT, RTF, WORD_XML
from archive.media import media_type as media_type_of
from extract.document import Source
from extract.readers import docx
from extract.readers.office import converted
from extract.readers.packed import AGAIN, OLE, encrypted, malformed
from extract.readers.wordend import ends_with_table, with_paragraph

MEDIA_TYPES = (DOC, RTF, ODT, WORD_XML)

PACKAGE = "libreoffice-writer-nogui"


def read(data: bytes) -> Source:
    """As ``docx.read`` of the converted file; unsupported where LibreOffice is not installed."""
    media_type = media_type_of(data)
    stopped = encrypted(data, media_type, "Word") or _password(data, media_type)
    if stopped:
        return stopped
    cut = data.startswith(OLE) and ends_with_table(data)
    whole = with_paragraph(data) if cut else data
    word = converted(whole or data, media_type, "docx:MS Word 2007 XML", PACKAGE)
    if isinstance(word, Source):
        return word
    source = docx.read(word)
    source.media_type = media_type
    if whole is None:
        source.outcome = "partial" if source.outcome == "ok" else source.outcome
        source.problems.append(
            Problem("table_lost", "文末的表没有转换成表格，只有文字；请用 Word 或 WPS 另存为 .docx 后导入")
        )
    return source


def _password(data: bytes, media_type: str) -> Source | None:
    """Encrypted when the file information block, where the text's stream begins, says so."""
    for start in range(512, len(data) - 12, 512) if data.startswith(OLE) else ():
        if data[start : start + 2] == b"\xec\xa5":
            if data[start + 11] & 1:
                return Source([], media_type, "encrypted", [Problem("encrypted", "Word 文件有密码，不能读取")])
            return None
    return malformed(media_type, f"Word 文件没有正文；{AGAIN}") if data.startswith(OLE) or not data else None
