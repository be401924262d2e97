"""The text of one section in the form in which words are compared, each character knowing where it is printed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from extract.narrative.paragraphs import Paragraph
from forms.text import clean, fold

_COMMAS = frozenset("，﹐")
_OF_CLAUSES = re.compile(r",(?!\d{3}(?!\d))|(?<!\d),|[;!?]")
_FULL = dict(zip(",;!?", "，；！？", strict=True))
_CLAUSE_END = re.compile(r"[，；。：！？\n]")
_SENTENCE_END = re.compile(r"[。！？\n]")


class Flow:
    """``text`` is folded: no white space but ``\\n`` between paragraphs, no quotes, one kind of bracket and digit.

    What parts clauses is ，；！？ however wide it is printed; the comma inside a number is another.
    """

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._paragraphs = list(paragraphs)
        self.printed = "\n".join(paragraph.text for paragraph in paragraphs)
        self._begins = [0]
        for paragraph in self._paragraphs[:-1]:
            self._begins.append(self._begins[-1] + len(paragraph.text) + 1)
        text: list[str] = []
        at: list[int] = []
        for position, char in enumerate(self.printed):
            folded = "\n" if char == "\n" else "，" if char in _COMMAS else fold(char)
            text.extend(folded)
            at.extend([position] * len(folded))
        self.text = _OF_CLAUSES.sub(lambda mark: _FULL[mark[0]], "".join(text))
        self._at = at

    def as_printed(self, start: int, end: int) -> str:
        """What is printed from one folded position to another, paragraphs run together."""
        if start >= end:
            return ""
        return clean(self.printed[self._at[start] : self._at[end - 1] + 1])

    def name(self, start: int, end: int) -> str:
        """What is printed there, with the quotation mark that folding took from its front."""
        at = self._at[start]
        printed = self.printed[at : self._at[end - 1] + 1]
        quoted = at > 0 and self.printed[at - 1] == "“" and "”" in printed
        return clean(f"“{printed}" if quoted else printed)

    def page(self, position: int) -> int | None:
        at = self._at[position]
        number = bisect_right(self._begins, at) - 1
        return self._paragraphs[number].page_at(at - self._begins[number])

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The folded span widened to whole sentences, the full stop included."""
        begin = max((match.end() for match in _SENTENCE_END.finditer(self.text, 0, start)), default=0)
        stop = _SENTENCE_END.search(self.text, max(start, end - 1))
        if stop is None:
            return begin, len(self.text)
        return begin, stop.start() if stop[0] == "\n" else stop.end()

    def clauses(self, start: int, end: int) -> list[tuple[int, int]]:
        """The clauses of a span, in order; the last one, before a figure, may be empty."""
        spans = []
        for stop in _CLAUSE_END.finditer(self.text, start, end):
            spans.append((start, stop.start()))
            start = stop.end()
        return [*spans, (start, end)]
