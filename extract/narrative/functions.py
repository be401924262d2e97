"""Names of the functional classification (功能分类) as narratives print them: 类 by name, 款 and 项 marked or coded."""

from __future__ import annotations

import re
from collections.abc import Iterable

CIRCLED = re.compile(r"[①-⑳]")
_MARKED = re.compile(r"(?P<name>[^（）]+(?:（[^（）]+）[^（）]+?)*?)（\d{0,3}(?P<level>[类款项])）(?:科目)?(?:支出)?")
_CODE = r"2\d{2}(?:\d{2,4})?"
_CODED = re.compile(rf"{_CODE}-?(?P<after>[^\d]{{2,40}})|(?P<before>.{{2,40}}?)[（\[]{_CODE}[）\]]")
_SAID = re.compile(r"(?:年初)?(?:预算|安排|决算)*数?[为是]?$")


class FunctionNames:
    """Tells whether a clause names a function; ``names`` are those of the 类 level without 支出."""

    def __init__(self, names: Iterable[str], tail: str) -> None:
        known = "|".join(sorted(names, key=len, reverse=True))
        self._tail = re.compile(tail)
        self._plain = re.compile(rf"(?P<name>(?:{known})支出)(?:类(?:科目)?)?{tail}")
        self._dashed = re.compile(rf"(?:{known})支出-[^-]+-(?P<name>[^-]+?)(?:科目)?{tail}")

    def name(self, words: str) -> str | None:
        """The printed name without marks and code: …（款）行政运行（项） and 行政运行（2010301） → 行政运行."""
        whole = self._plain.fullmatch(words) or self._dashed.fullmatch(words)
        if whole:
            return whole["name"]
        marks = list(_MARKED.finditer(words))
        if marks and self._tail.fullmatch(words, marks[-1].end()):
            name = marks[-1]["name"]
            return name.removesuffix("支出") + "支出" if marks[-1]["level"] == "类" else name
        coded = _CODED.match(words)
        if coded and self._tail.fullmatch(words, coded.end()):
            return _SAID.sub("", coded["after"]) if coded["after"] else coded["before"]
        return None
