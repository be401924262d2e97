"""Changes against another year: how much, in which direction, and of what."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.narrative import figures
from extract.narrative.figures import COMPARED, Figure
from extract.narrative.metrics import TAIL, subject
from extract.narrative.section import PART_OF, Section, Statement

_STOP = re.compile(r"[。！？\n]")
_YEARED = re.compile(r"\d{4}年")
BARE: dict[str, tuple[str, ...]] = {
    "收入": ("revenue_total",),
    "支出": ("expenditure_total",),
    **dict.fromkeys(("收支", "收、支", "收入、支出", "收入支出"), ("revenue_total", "expenditure_total")),
}
"""Words that mean the totals where a section has stated them."""


def read_change(section: Section, begin: int, stated: Figure, moved: re.Match[str]) -> None:
    """A figure after 增加, 下降 and the like; ``moved`` matched these in the words since the last figure."""
    targets = _whose(section, begin, begin + moved.start(), stated)
    value = figures.signed(stated.value, moved["word"])
    if stated.kind == "percent" and targets is None and section.last == "change":
        for each in section.changed:
            each.change_percent, each.end = value, stated.end
        return
    section.changed, section.last = section.uncompared(targets), "change"
    for each in section.changed:
        if stated.kind == "money":
            each.change = value
        else:
            each.change_percent = value
        each.base_year, each.end = section.base_year, max(each.end, stated.end)


def read_flat(section: Section, begin: int, token: re.Match[str]) -> None:
    """与上年相比，持平: a change of nothing, with no percentage."""
    section.base_year, section.compared = figures.compared_year(token, "flat_year", section.year), True
    start, end = section.flow.clauses(begin, token.start())[-1]
    targets = _each(section, start, end) or _named(section, start, end, None)
    if targets is None and section.last == "change" and not section.uncompared(None):
        return  # 增加0.00万元，增长0.00%，与上年持平: said again of what has just been compared
    section.changed, section.last = section.uncompared(targets), "flat"
    for each in section.changed:
        each.change, each.base_year, each.end = Decimal(0), section.base_year, max(each.end, token.end())


def _each(section: Section, start: int, end: int) -> list[Statement]:
    """The parts of one sentence that nothing changed of: 因公出国费用100万元，公务接待费64万元，均与上年持平."""
    if section.flow.text[start:end].strip("，；、") != "均" or not section.latest:
        return []
    begin = section.flow.sentence(section.latest[-1].at, section.latest[-1].at + 1)[0]
    return [each for each in section.statements if each.at >= begin and each not in section.parents]


def _whose(section: Section, begin: int, end: int, stated: Figure) -> list[Statement] | None:
    """What changed, by the words around the comparison; ``None`` when they name nothing."""
    text = section.flow.text
    clauses = section.flow.clauses(begin, end)
    spans = [clauses[-1]]
    compared = next(iter(reversed(list(COMPARED.finditer(text, begin, end)))), None)
    if compared:
        section.base_year, section.compared = figures.compared_year(compared, "year", section.year), True
        spans = [(max(clauses[-1][0], compared.end()), end)]
        spans += [(a, compared.start()) for a, b in clauses if a <= compared.start() <= b]
    if not section.compared:
        if stated.kind == "money":
            section.unmatched.append((clauses[-1][0], stated.end))
        return []
    # 公务用车运行维护费预算数比2022年减少: what it is of stands before the comparison
    for span in sorted(spans, key=lambda span: TAIL.fullmatch(_bare(text[slice(*span)])) is not None):
        targets = _named(section, *span, stated)
        if targets is not None:
            return targets
    return None


def _bare(words: str) -> str:
    return words.lstrip("，；、（）").removeprefix("其中").lstrip("：，").removeprefix("同比")


def _named(section: Section, start: int, end: int, stated: Figure | None) -> list[Statement] | None:
    """The statements that a change's own words mean; ``None`` when they mean none in particular."""
    text = section.flow.text
    words = _bare(text[start:end])
    parents = section.parent_metrics
    names = BARE.get(words.removesuffix("各"), ())
    if words and not names and TAIL.fullmatch(words):
        whole = subject(words, "元", section.heading, words, parents)
        names = whole.metrics if whole else ()
    found = [each for each in map(section.find, names) if each]
    if found:
        return found
    if not words or TAIL.fullmatch(words):
        if not _after_parts(section, start) or _goes_on(section, start, stated):
            return None
        return [] if _YEARED.search(words) else section.parents if _parts_in_one_sentence(section) else None
    about = subject(words, "元", section.heading, words, parents)
    if about is None and stated and stated.kind == "money":
        section.unmatched.append((start, stated.end))
    if about is None:
        return []
    label = section.label(about, start + text[start:end].index(words)) if about.metrics else ""
    known = [(name, section.find(name, label, about.funding)) for name in about.metrics]
    return [each or section.add(name, label, start, end, about) for name, each in known]


def _goes_on(section: Section, start: int, stated: Figure | None) -> bool:
    """True for the percentage of the change before it, in one sentence: …增加5万元，增长3%."""
    if stated is None or stated.kind != "percent" or section.last != "change" or not section.changed:
        return False
    return _STOP.search(section.flow.text, section.changed[-1].end, start) is None


def _after_parts(section: Section, start: int) -> bool:
    """True in a new sentence after the parts of a whole: 2024年预算比上年增加 is no longer of the last part."""
    if not section.latest or not section.parents or section.latest == section.parents:
        return False
    return bool(_STOP.search(section.flow.text, section.latest[-1].end, start))


def _parts_in_one_sentence(section: Section) -> bool:
    """True where the sentence before names several parts of the whole (其中：基本支出…，项目支出…。比上年增加…): what
    comes after it is of none of them."""
    last = section.latest[-1].at
    begin, end = section.flow.sentence(last, last + 1)
    if not PART_OF.search(section.flow.text, begin, last) or section.flow.text.startswith("）", end):
        return False
    return sum(begin <= each.at < end and each not in section.parents for each in section.statements) > 1
