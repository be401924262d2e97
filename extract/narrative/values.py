"""Amounts and counts: which clause names what a figure is."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.narrative import figures
from extract.narrative.figures import Figure
from extract.narrative.metrics import TAIL, Subject, counted_before, subject
from extract.narrative.section import PART_OF, Section

_LIST_OF = re.compile(r"(一般公共预算|财政拨款)[^。，；\n]{0,12}(?:如下|包括)：")
_STOP = re.compile(r"[。！？\n]")
_EXPLAINED = re.compile(r"用于|反映")
_EXPLAINS = re.compile(r"(?:主要)?(?:用于|反映)")
"""…行政运行（项）。主要用于：机关人员支出。年初预算为 52 万元: a sentence of what stands before it."""
_SAID_AGAIN = re.compile(r"预算|决算")
_BUDGETED = re.compile(r"(?:年初|全年)预算|预算数|预算(?:安排)?[为是]?$")
_OF_THE_YEAR = re.compile(r"\d{4}年度?(?:年初)?预算(?:安排|数)?为?")
_LAST_YEARS = re.compile(r"^（?(?:去年|上年)(?:年初)?(?:预算|决算|执行)?数")
_BESIDE = re.compile(rf"(?:{figures.COMPARED.pattern})(?:累计|支出|收入|总额|金额|数|的|为)*$")
_MOVES = re.compile(figures.MOVED)
"""比上年预算2000万元增加345万元: last year's own amount, named with the comparison."""
_EXECUTED = re.compile(r"决算|执行数")


def read_value(section: Section, begin: int, stated: Figure) -> None:
    """Adds what the figure states; ``begin`` is where the words since the last figure begin."""
    text = section.flow.text
    if stated.unit == "台（套）" and text.endswith("车辆", begin, stated.start):
        stated = replace(stated, unit="辆")  # 共有车辆7台
    between = text[begin : stated.start]
    if listed := _LIST_OF.search(between):
        section.parents, section.funding = [], listed[1]
    elif PART_OF.search(between) and section.latest:
        section.parents = section.latest
    clause, about = _about(section, begin, stated)
    if stated.kind == "money":
        said = text[section.flow.clauses(begin, stated.start)[-1][0] : stated.start]
        if _of_another(section, said, text[stated.end : stated.end + 2]):
            if compared := figures.COMPARED.search(said):  # 比2023年预算数90万元增加5万元
                section.base_year, section.compared = figures.compared_year(compared, "year", section.year), True
            section.subject = _again(section, about, clause)
            return
        if not (about and about.metrics) and _said_again(section, begin, stated):
            return
        if about is None:
            section.unmatched.append((clause, stated.end))
        elif not about.metrics:
            section.outside.append((clause, stated))
    about = about or Subject(())
    label = section.label(about, clause) if about.metrics else text[clause : stated.start]
    section.latest = [section.add(name, label, clause, stated.end, about) for name in about.metrics or (None,)]
    if {"revenue_total", "expenditure_total"} & set(about.metrics):
        section.parents = []
    section.subject = replace(about, name=label) if stated.kind == "money" else None
    section.last = "value"
    for each in section.latest:
        each.value, each.value_unit, each.at = stated.value, stated.unit, stated.start
        if stated.unit in ("辆", "台（套）"):
            each.as_of = figures.as_of(text[: stated.start], section.year)


def _about(section: Section, begin: int, stated: Figure) -> tuple[int, Subject | None]:
    """(where the naming clause begins, what it names): the last clause that says more than 年初预算为."""
    text, unit, heading = section.flow.text, stated.unit, section.heading
    start = max((stop.end() for stop in _STOP.finditer(text, 0, stated.start)), default=0)
    clauses = section.flow.clauses(begin, stated.start)
    last, end = clauses[-1]
    if stated.kind == "count":
        named = counted_before(text[stated.end :], text[last:end], heading, text[start:end])
        if named:
            return last, named
    own = subject(text[last:end], unit, heading, text[start:end], section.parent_metrics)
    earlier: Subject | None = None
    for a, b in reversed(clauses):
        words = text[a:b]
        if not words.strip("、；，（）") or TAIL.fullmatch(words):
            continue
        if b == end:
            return a, own
        sentence = section.flow.sentence(a, b)[0]
        if sentence >= begin and _EXPLAINS.match(text, sentence):
            continue
        if not _EXPLAINED.search(text, sentence, b):
            earlier = subject(words, unit, heading, text[sentence:b], section.parent_metrics)
        if earlier and earlier.metrics:
            return a, earlier
        break
    if own or earlier or stated.kind != "money" or _STOP.search(text, begin, stated.start):
        return last, own or earlier
    if section.subject and (section.subject.metrics or _SAID_AGAIN.search(text, last, end)):
        return last, section.subject if _SAID_AGAIN.search(text, last, end) else None
    return last, Subject(()) if section.latest else None


def _again(section: Section, about: Subject | None, clause: int) -> Subject | None:
    """What a second figure would be of (年初预算为…，支出决算为…), under the name that is printed with the first."""
    return replace(about, name=section.label(about, clause)) if about and about.metrics else about


def _said_again(section: Section, begin: int, stated: Figure) -> bool:
    """True for the last statement's own amount, beside last year's: 2023年预算执行数为9万元，2024年预算安排10万元.

    A comparison that follows is of that statement."""
    start, end = section.flow.clauses(begin, stated.start)[-1]
    if not section.latest or not _OF_THE_YEAR.fullmatch(section.flow.text[start:end].lstrip("，；、")):
        return False
    if any(each.metric is None or each.compared or each.value != stated.value for each in section.latest):
        return False
    for each in section.latest:
        each.end = stated.end
    return True


def _of_another(section: Section, clause: str, behind: str) -> bool:
    """True for an amount of another year or stage than the document's, by its clause and the words behind it."""
    if _LAST_YEARS.search(clause) or (_BESIDE.search(clause) and _MOVES.match(behind)):
        return True
    years = [int(found) for found in re.findall(r"(\d{4})年", clause)]
    if section.year and years and section.year not in years:
        return True
    executed = _EXECUTED.search(clause)
    return bool(_BUDGETED.search(clause) and not executed) if section.final else bool(executed)
