"""The reason a narrative gives for a change: whose it is, and where it ends."""

from __future__ import annotations

import re

from extract.narrative.changes import BARE
from extract.narrative.figures import COMPARED, DIRECTION, TOKEN
from extract.narrative.metrics import METRICS, TAIL, subject
from extract.narrative.section import Section, Statement

_END = re.compile(r"[；，]主要用于|[。！？\n；]")
_CLAUSE_END = re.compile(r"[；。\n]")
_MOVED = re.compile(
    r"(?:增加|增长|上升|提高|减少|下降|降低|持平|(?:无|没有|未)?(?:变动|变化|增减)|不变|（(?:增加|增长|减少|下降)）|的)+$"
)


def read_reason(section: Section, begin: int, token: re.Match[str]) -> int | None:
    """Where the stated reason ends; ``None`` when the words give no reason of a change."""
    start, end = section.flow.clauses(begin, token.start())[-1]
    whose = section.flow.text[start:end]
    named = COMPARED.sub("", _MOVED.sub("", whose))
    targets = section.changed
    if named and not TAIL.fullmatch(named) and named != whose:
        about = subject(named, "元", section.heading, named)
        names = about.metrics if about else BARE.get(named, ())
        targets = [each for name in names for each in section.statements if each.metric == name and each.compared]
    elif section.last not in ("change", "flat"):
        return None
    else:
        targets = _of_sentence_before(section, start) or targets
    stop = _end(section, token.end())
    reason = section.flow.as_printed(token.end(), stop).strip("，,；;：: ")
    for each in targets:
        if each.reason is None and reason:
            each.reason, each.end = reason, max(each.end, stop)
    section.last = "reason"
    section.reasons.append((token.start(), stop))
    return stop


def _of_sentence_before(section: Section, start: int) -> list[Statement]:
    """收入总计增加5万元；支出总计增加5万元。主要原因：…: what a reason in a sentence of its own is of, where the one
    before it tells of several changes."""
    if start < 2 or section.flow.text[start - 1] not in "。\n":
        return []
    begin, end = section.flow.sentence(start - 2, start - 1)
    return [each for each in section.statements if begin < each.end <= end and (each.change or each.change_percent)]


def _end(section: Section, start: int) -> int:
    """A reason goes on over ； until a clause states the next figure."""
    text = section.flow.text
    if text.startswith("其中", start):
        return start
    for stop in _END.finditer(text, start):
        if stop[0] != "；":
            return stop.start()
        following = _CLAUSE_END.search(text, stop.end())
        span = (stop.end(), following.start() if following else len(text))
        if text.startswith("其中", stop.end()) or _denies(section, *span) or _states(section, *span):
            return stop.start()
    return len(text)


def _denies(section: Section, start: int, end: int) -> bool:
    text = section.flow.text
    return any(pattern.search(text, start, end) for metric in METRICS.values() for pattern in metric.none)


def _states(section: Section, start: int, end: int) -> bool:
    """True when a figure of something known follows."""
    text = section.flow.text
    token = TOKEN.search(text, start, end)
    if token is None or token["reason"]:
        return False
    if token["flat"]:
        return True
    moved = DIRECTION.search(text, start, token.start())
    a, b = section.flow.clauses(start, moved.start() if moved else token.start())[0]
    words = COMPARED.sub("", text[a:b])
    unit = token["count_unit"] or "元"
    known = subject(words, "台（套）" if unit.startswith("台") else unit, section.heading, words)
    return not words or words in BARE or known is not None
