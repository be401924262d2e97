"""What a disclosure says outside its tables: sections, stated figures, and the tables its contents list.

``read`` takes the printed lines from cover to end: ``running`` heads and feet are left out, ``contents`` set aside,
``paragraphs`` joined, ``outline`` parts them at their headings. ``reading`` goes through a ``section`` along its
``flow`` of words: ``figures`` are what is printed, ``values``, ``changes`` and ``reasons`` what they say,
``functions`` and ``metrics`` what of (which words mean which is data, in ``metrics.yml``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from archive.extracted import Problem, Record
from extract.narrative import contents, outline, running
from extract.narrative.flow import Flow
from extract.narrative.metrics import NOT_READ
from extract.narrative.paragraphs import Paragraph, join
from extract.narrative.reading import read_section
from extract.narrative.running import Printed
from extract.narrative.section import Section
from forms.text import fold

__all__ = ["Narrative", "Outside", "read"]

_FINAL = re.compile(r"\d{4}年度?(?:部门|单位)?决算|(?:部门|单位)决算")
LARGEST = 20_000
"""Bytes of one stored section; a longer one goes on in further rows."""


@dataclass(frozen=True, slots=True)
class Outside:
    """An amount in yuan outside the list of metrics; ``quantum``: what its last printed digit stands for."""

    value: Decimal
    quantum: Decimal
    printed: str
    page: int | None


@dataclass(slots=True)
class Narrative:
    """``sections`` and ``statements`` have their tables' columns without the document's keys; money is in yuan."""

    sections: list[Record] = field(default_factory=list)
    statements: list[Record] = field(default_factory=list)
    listed_forms: list[str] = field(default_factory=list)
    """Titles of the tables that the table of contents lists, without ordinal, in printed order."""
    outside: list[Outside] = field(default_factory=list)
    """Amounts of the year that are understood and belong to no metric."""
    problems: list[Problem] = field(default_factory=list)


def read(lines: Sequence[Printed], *, department: str | None, year: int | None) -> Narrative:
    """The narrative of one disclosure from its (page, line) pairs outside tables, in reading order.

    ``department`` and ``year`` are the document's; without a year 上年 gives no base year and figures of other years
    are not told apart.
    """
    kept, _ = running.split(lines)
    listed = contents.span(kept)
    start, end = listed or (0, 0)
    body = join(kept[end:])
    cover, body = (join(kept[:start]), body) if listed else _cover(body)
    narrative = Narrative(listed_forms=contents.listed_forms(kept[start:end]))
    final = bool(_FINAL.search(fold("".join(text for _, text in kept[: start or 12]))))
    unmatched: list[tuple[str, int | None]] = []
    for section in outline.sections(cover, join(kept[start:end]), body):
        number = len(narrative.sections) + 1
        narrative.sections.extend(_stored(section, number))
        heading = _without(fold("/".join(section.path)), department)
        if NOT_READ.search(heading):
            continue
        flow = Flow(section.paragraphs)
        found = Section(flow, heading, year, final)
        read_section(found)
        for stated in sorted(found.statements, key=lambda each: each.at):
            if stated.metric:
                sentence = flow.as_printed(*flow.sentence(stated.start, stated.end))
                narrative.statements.append(stated.row(sentence, flow.page(stated.at), number))
        unmatched += [(flow.as_printed(*span), flow.page(span[0])) for span in found.unmatched]
        narrative.outside += [
            Outside(figure.value, figure.quantum, flow.as_printed(clause, figure.end), flow.page(clause))
            for clause, figure in found.outside
        ]
    narrative.problems = _unmatched(unmatched)
    return narrative


def _cover(body: list[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    first = next((n for n, each in enumerate(body) if outline.level_of(each.text) is not None), 0)
    return body[:first], body[first:]


def _without(heading: str, department: str | None) -> str:
    return heading.replace(fold(department), "") if department else heading


def _stored(section: outline.Headed, number: int) -> list[Record]:
    """The section's rows: one, or several where its text is too large for one."""
    texts = [""]
    for each in section.paragraphs:
        for piece in _pieces(each.text):
            joined = f"{texts[-1]}\n{piece}" if texts[-1] else piece
            if texts[-1] and len(joined.encode()) > LARGEST:
                texts.append(piece)
            else:
                texts[-1] = joined
    common = {"heading": section.heading, "path": "/".join(section.path), "page": section.page}
    return [{"number": number + n, **common, "text": text} for n, text in enumerate(texts)]


def _pieces(text: str) -> list[str]:
    size = LARGEST // 4  # no character takes more than four bytes
    return [text[n : n + size] for n in range(0, len(text), size)] if len(text.encode()) > LARGEST else [text]


def _unmatched(spans: list[tuple[str, int | None]]) -> list[Problem]:
    if not spans:
        return []
    examples = "；".join(dict.fromkeys(text for text, _ in spans[:5]))
    message = f"文字说明中有 {len(spans)} 处金额未能认出所指，如：{examples}"
    return [Problem("statement_unmatched", message, spans[0][1], spans[0][0])]
