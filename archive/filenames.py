"""Names of files as the archive keeps them: labels, readable on one line, whatever a disk or a container holds.

label("预算\\n.pdf")  →  "预算␊.pdf"
"""

from __future__ import annotations

from pathlib import Path

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
