"""Signs as Chinese print has them, where the model gives their narrow or foreign likeness."""

from __future__ import annotations

import re

_CHINESE = r"[\u4e00-\u9fff“”《》、，。；：（）]"
_YUAN = re.compile(r"(?<=[万千亿：:])π")
"""The one sign of budgets that the model takes for a Greek letter."""
_WIDE = str.maketrans("(),:;", "（），：；")
_BESIDE = re.compile(rf"(?<={_CHINESE})[(),:;]|[(),:;](?={_CHINESE})")
_PAIR = re.compile(r"[(（]([^()（）]*)[)）]")


def as_printed(text: str) -> str:
    """The text with its signs wide beside Chinese characters: (二）经费 is （二）经费; 1,234 stays."""
    text = _BESIDE.sub(lambda found: found[0].translate(_WIDE), _YUAN.sub("元", text))
    return _PAIR.sub(lambda found: f"（{found[1]}）" if "（" in found[0] or "）" in found[0] else found[0], text)
