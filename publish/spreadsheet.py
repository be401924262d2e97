"""Text of documents that a spreadsheet program would take for a formula: ``=100%`` as well as an attack."""

from __future__ import annotations

import re

from publish.stored import Value

# Excel reads the full-width signs too; a plain number, a share or a lone sign is none
_FORMULA = re.compile(r"(?:[\t\r\n]|\s*[=+\-@＝＋－＠])(?!(?<=[+-])[\d.,]*%?$).", re.DOTALL)


def is_formula(value: Value) -> bool:
    return isinstance(value, str) and _FORMULA.match(value) is not None


def guarded(value: Value) -> Value:
    """The value for a CSV that is opened in a spreadsheet: with an apostrophe before what it would compute."""
    return f"'{value}" if is_formula(value) else value
