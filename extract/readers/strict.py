"""Office files in the strict variant of their standard (ISO 29500), put into the usual one that libraries know."""

from __future__ import annotations

import io
import re
import zipfile

_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = b"http://schemas.openxmlformats.org/"
_NAMES = re.compile(re.escape(_STRICT) + rb"([A-Za-z]+)/([A-Za-z/]+)")


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
