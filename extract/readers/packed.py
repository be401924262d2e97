"""What the packages of office files (zip or OLE) must pass before a library may open them.

Those in the strict variant of their standard (ISO 29500) are put into the usual one, which libraries know.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from lxml import etree

from archive.extracted import Problem
from extract.document import Source

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    etree.LxmlError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    NotImplementedError,
)
"""What the libraries raise on a package that is damaged inside."""

MAX_UNPACKED = 256 * 2**20
MAX_MEMBERS = 5_000

AGAIN = "请核对原文件能否打开，或重新下载"
"""What a user can do about a damaged file."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = b"http://schemas.openxmlformats.org/"
_NAMES = re.compile(re.escape(_STRICT) + rb"([A-Za-z]+)/([A-Za-z/]+)")


def refused(data: bytes, media_type: str, name: str) -> Source | None:
    """Why an office file cannot be opened, or ``None`` when it can.

    ``zipfile`` never inflates a member beyond the size its directory states, so the sum of the
    stated sizes bounds what a library can be made to hold.
    """
    if data.startswith(OLE):
        return encrypted(data, media_type, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return malformed(media_type, f"{name} 文件已损坏；{AGAIN}")
    if any(member.flag_bits & 1 for member in members):
        return Source([], media_type, "encrypted", [Problem("encrypted", f"{name} 文件有密码，不能读取")])
    size = sum(member.file_size for member in members)
    if size > MAX_UNPACKED or len(members) > MAX_MEMBERS:
        return Source(
            [],
            media_type,
            "too_big",
            [Problem("too_big", f"{name} 文件展开后有 {size:,} 字节、{len(members):,} 个成员，超过上限，未读取")],
        )
    return None


def encrypted(data: bytes, media_type: str, name: str) -> Source | None:
    """The outcome of an OLE file that wraps an encrypted package, else ``None``."""
    # the names of an OLE file's streams stand in its directory as UTF-16
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Source([], media_type, "encrypted", [Problem("encrypted", f"{name} 文件有密码，不能读取")])
    return None


def malformed(media_type: str, message: str) -> Source:
    """The outcome of a file that cannot be opened; the message says why."""
    return Source([], media_type, "malformed", [Problem("malformed", message)])


def transitional(data: bytes) -> bytes:
    """The package with the usual names; itself where it has them.

    Raises ``zipfile.BadZipFile``, ``KeyError`` or ``zlib.error`` for a broken one.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if _STRICT not in package.read("_rels/.rels"):
            return data
        rewritten = io.BytesIO()
        with zipfile.ZipFile(rewritten, "w") as other:
            for member in package.namelist():
                part = package.read(member)
                other.writestr(member, _NAMES.sub(_usual, part) if member.endswith((".xml", ".rels")) else part)
    return rewritten.getvalue()


def _usual(name: re.Match[bytes]) -> bytes:
    # …/wordprocessingml/main → …/wordprocessingml/2006/main
    return _USUAL + name[1] + b"/2006/" + name[2]
