"""Names of files as the archive keeps them: labels, readable on one line, whatever a disk or a container holds.

label("预算\\n.pdf")  →  "预算␊.pdf"
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

_DRIVE = re.compile(r"^[A-Za-z]:")
_PICTURES = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
"""Control characters to their pictures, one for one: two names that differ stay two."""


def label(name: str | Path) -> str:
    """A name from a disk, whose bytes may be in another encoding than the system's, as text on one line."""
    return decoded(str(name).encode("utf-8", "surrogateescape")).translate(_PICTURES)


def decoded(raw: bytes) -> str:
    """The text of a name's bytes: Chinese programs write UTF-8 or GBK and do not say which."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")


def safe_name(name: str) -> str:
    """A member's name without drive, leading slash or ``..``, on one line: a label that leads nowhere."""
    parts = [part for part in _DRIVE.sub("", name.replace("\\", "/")).split("/") if part not in ("", ".", "..")]
    return label(posixpath.join(*parts)) if parts else ""


def unique(name: str, taken: set[str]) -> str:
    """The name, with a number where it is taken; it is taken from now on."""
    stem, dot, ending = name.rpartition(".")
    number, wanted = 1, name
    while name in taken:
        number += 1
        name = f"{stem} ({number}){dot}{ending}" if dot else f"{wanted} ({number})"
    taken.add(name)
    return name
