"""Figures that a converter takes for mathematics and sets in TeX: ``$\\geqslant 95\\%$`` for ≥95%."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"\$\$?\s*([^$\n]{1,120}?)\s*\$\$?|\\\(\s*([^\n]{1,120}?)\s*\\\)")
_SIGNS = {
    "geqslant": "≥", "geq": "≥", "ge": "≥", "geqq": "≥", "leqslant": "≤", "leq": "≤", "le": "≤", "leqq": "≤",
    "gt": ">", "lt": "<", "times": "×", "div": "÷", "pm": "±", "sim": "~", "cdot": "·", "approx": "≈", "neq": "≠",
    "rightarrow": "→", "to": "→", "circ": "°", "ldots": "…", "cdots": "…", "quad": " ", "qquad": " ",
}  # fmt: skip
_COMMAND = re.compile(r"\\([a-zA-Z]+)")
_WORDS = re.compile(r"\\(?:text|mathrm|mathbf|mathit|mathsf|operatorname|textbf|textrm|rm|bf)\s*\{([^{}]*)\}")
_RAISED = re.compile(r"\^\{?\s*([23])\s*\}?")
_LOWERED = re.compile(r"(?<!\\)_(?:\{([^{}]*)\}|(\w))")
_SENTENCE = re.compile("[\u3000-\u303f\u4e00-\u9fff]")
_CIRCLED = re.compile(r"\\textcircled\s*\{?\s*(\d{1,2})\s*\}?")
_ESCAPED = re.compile(r"\\([%&#_$,;:!{} ])")
_BRACES = str.maketrans("", "", "{}")
_APART = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")


def without_formulas(text: str) -> str:
    """The text with what its formulas print; a formula with a command that is not known here stays as it is."""
    return _FORMULA.sub(_printed, text) if "$" in text or "\\(" in text else text


def _printed(found: re.Match[str]) -> str:
    tex = found.group(1) or found.group(2) or ""
    if not re.search(r"[\\%\d]", tex) or _SENTENCE.search(_WORDS.sub("", tex)):
        return found.group()
    tex = _CIRCLED.sub(lambda number: chr(0x245F + int(number[1])) if int(number[1]) in range(1, 21) else "", tex)
    tex = _WORDS.sub(r"\1", tex)
    tex = _LOWERED.sub(lambda index: index[1] or index[2] or "", tex)
    tex = _RAISED.sub(lambda power: {"2": "²", "3": "³"}[power[1]], tex)
    tex = re.sub(r"\^\{?\s*\\circ\s*\}?", r"\\circ ", tex)
    if any(name not in _SIGNS for name in _COMMAND.findall(tex)):
        return found.group()
    tex = _COMMAND.sub(lambda sign: _SIGNS[sign[1]], tex.replace("~", " "))
    tex = _ESCAPED.sub(lambda sign: sign[1] if sign[1] in "%&#_$" else " ", tex).translate(_BRACES)
    return found.group() if "\\" in tex else _APART.sub("", tex).strip()
