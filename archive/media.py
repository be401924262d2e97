"""What kind of file some bytes are, told from the bytes and never from a name.

media_type(b"%PDF-1.7 …")  →  "application/pdf"
extension("application/pdf")  →  ".pdf"
"""

from __future__ import annotations

import io
import re
import zipfile

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSB = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
OLE = "application/x-ole-storage"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
WORD_XML = "application/vnd.ms-word.2003-xml"
EXCEL_XML = "application/vnd.ms-excel.2003-xml"
OFD = "application/ofd"
RTF = "application/rtf"
ZIP = "application/zip"
RAR = "application/vnd.rar"
SEVEN_ZIP = "application/x-7z-compressed"
HTML = "text/html"
MHTML = "multipart/related"
XML = "text/xml"
MARKDOWN = "text/markdown"
TEXT = "text/plain"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"
GIF = "image/gif"
BMP = "image/bmp"
WEBP = "image/webp"
JPEG_2000 = "image/jp2"
UNKNOWN = "application/octet-stream"

CONTAINERS = frozenset({ZIP, RAR})
"""Opened when collected: their members are the documents."""

_EXTENSIONS = {
    PDF: ".pdf",
    DOCX: ".docx",
    XLSX: ".xlsx",
    XLSB: ".xlsb",
    PPTX: ".pptx",
    DOC: ".doc",
    XLS: ".xls",
    OLE: ".ole",
    ODT: ".odt",
    ODS: ".ods",
    WORD_XML: ".xml",
    EXCEL_XML: ".xml",
    OFD: ".ofd",
    RTF: ".rtf",
    ZIP: ".zip",
    RAR: ".rar",
    SEVEN_ZIP: ".7z",
    HTML: ".html",
    MHTML: ".mht",
    XML: ".xml",
    MARKDOWN: ".md",
    TEXT: ".txt",
    PNG: ".png",
    JPEG: ".jpg",
    TIFF: ".tif",
    GIF: ".gif",
    BMP: ".bmp",
    WEBP: ".webp",
    JPEG_2000: ".jp2",
    UNKNOWN: ".bin",
}
_MAGIC = (
    (b"Rar!\x1a\x07", RAR),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (b"{\\rtf", RTF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"GIF8", GIF),
    (b"BM", BMP),
    (b"\0\0\0\x0cjP  \r\n\x87\n", JPEG_2000),
)
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The directory of an OLE file names its streams in UTF-16; WPS's own .wps and .et use Word's and Excel's names.
_OLE_STREAMS = (("WordDocument", DOC), ("Workbook", XLS), ("Book", XLS), ("EncryptedPackage", OLE))
_ZIP_PARTS = (("xl/workbook.bin", XLSB), ("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX), ("OFD.xml", OFD))
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|script|table|div|p|h[1-6]|ul|span|style)[\s>/]", re.IGNORECASE
)
# Office of 2003 saves whole files as XML, under the names .doc and .xls.
_OFFICE_XML = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", EXCEL_XML),
    (b"http://schemas.microsoft.com/office/word/2003/wordml", WORD_XML),
)
_SAVED_PAGE = re.compile(
    rb"From: .{0,400}^MIME-Version: .{0,400}^Content-Type: multipart/related", re.DOTALL | re.MULTILINE
)
"""A browser's web archive, which begins as a letter does."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_COMMENTS = re.compile(r"<!--.*?-->", re.DOTALL)
_TABLES = re.compile(
    r"(?:<html>\s*<body>\s*)?<table\b.*?(?:</table\s*>|(?=<table\b)|\Z)(?:\s*</body>\s*</html>)?",
    re.DOTALL | re.IGNORECASE,
)
_PIPE_TABLE = re.compile(r"^\s*\|.*\|\s*$", re.MULTILINE)
_RULER = re.compile(r"^\s*\|(?:\s*:?-{3,}:?\s*\|)+\s*$", re.MULTILINE)
"""Below the header of a Markdown table, which nothing else has."""
_WEB_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)

# A PDF that went through a text decoder keeps its header and opens with the right number of pages,
# all of them empty: every byte above 127 has become U+FFFD.
_REPLACEMENT = "\ufffd".encode()
_DESTROYED_FROM = 16


def media_type(data: bytes) -> str:
    """The media type of a file's bytes; ``application/octet-stream`` when they are of no known kind."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return WEBP
    if data.startswith(_OLE_MAGIC):
        return _ole_type(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_type(data)
    if b"%PDF-" in data[:1024]:
        return PDF
    return _text_type(data)


def extension(kind: str) -> str:
    """The file name ending that goes with a media type, with its dot."""
    return _EXTENSIONS.get(kind, ".bin")


def destroyed(data: bytes) -> bool:
    """Whether a PDF was written through a text decoder: valid UTF-8 throughout, full of U+FFFD."""
    if data.count(_REPLACEMENT) < _DESTROYED_FROM:
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _ole_type(data: bytes) -> str:
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return kind
    return OLE


def _zip_type(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            names = container.namelist()
            if names and names[0] == "mimetype":
                declared = container.read("mimetype")[:100].decode("ascii", "replace").strip()
                if declared in (ODT, ODS):
                    return declared
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return ZIP
    office = "[Content_Types].xml" in names
    for part, kind in _ZIP_PARTS:
        if any(name == part or (office and name.startswith(part)) for name in names):
            return kind
    return ZIP


def _text_type(data: bytes) -> str:
    text = _decoded(data)
    if text is None:
        return UNKNOWN
    head = text[:4096].lstrip("\ufeff \t\r\n").encode()
    if head.startswith(b"MIME-Version:") or _SAVED_PAGE.match(head):
        return MHTML
    for sign, kind in _OFFICE_XML:
        if head.startswith(b"<?xml") and sign in head:
            return kind
    if _holds_tables(text) or (_RULER.search(text) and not _WEB_PAGE.search(text)):
        return MARKDOWN
    if head.startswith(b"<") or _HTML.search(head[:512]):
        return HTML if _HTML.search(head) else XML
    return MARKDOWN if len(_PIPE_TABLE.findall(text)) >= 2 else TEXT


def _holds_tables(text: str) -> bool:
    """True for text of which nothing is HTML but its tables, as some converters write them into Markdown."""
    text = _COMMENTS.sub("", text)
    around = _TABLES.sub("", text)
    return around != text and bool(around.strip()) and not _HTML.search(around.encode())


def _decoded(data: bytes) -> str | None:
    """The text of a text file in one of the encodings met in China; ``None`` for anything else."""
    if not data.strip():
        return None
    marked = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _CONTROL.search(text) else text
    # One broken byte in a page does not make it something else.
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") * 100 > len(text) or _CONTROL.search(text)
    return None if broken else text
