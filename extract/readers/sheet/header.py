"""The header that a sheet prints above each page (&L…&C…&R…): a title or a unit may stand there and nowhere else."""

from __future__ import annotations

import re

_PARTS = re.compile("&[LCR]")
_CHANGING = re.compile(r"&[PNDTFZAG]")
"""The page, the date, the file, a picture: no word of the sheet's own."""
_LETTERING = re.compile(r'&"[^"]*"|&K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|&\d{1,3}|&[BIUESXYHO]')


def printed_header(code: str) -> list[str]:
    """The lines of a header's parts from left to right, without the codes for their lettering."""
    bare = _LETTERING.sub("", code.replace("&&", "\0"))
    parts = (part for part in _PARTS.split(bare) if not _CHANGING.search(part))
    return [line.strip() for part in parts for line in part.replace("\0", "&").splitlines() if line.strip()]
