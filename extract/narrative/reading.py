"""Reads the stated figures of one section: token by token, each figure a value, a share or a change of something."""

from __future__ import annotations

from decimal import Decimal

from extract.narrative import figures
from extract.narrative.changes import read_change, read_flat
from extract.narrative.figures import DIRECTION, SHARE, TOKEN, Figure
from extract.narrative.metrics import LABELS, METRICS, Subject
from extract.narrative.reasons import read_reason
from extract.narrative.section import Section, Statement
from extract.narrative.values import read_value


def read_section(section: Section) -> None:
    """Fills the section's ``statements``, ``unmatched`` and ``outside``."""
    text = section.flow.text
    opened: list[list[Statement]] = []
    scanned = begin = position = 0
    while token := TOKEN.search(text, position):
        _brackets(section, opened, scanned, token.start())
        scanned, position = token.start(), token.end()
        if token["reason"]:
            end = read_reason(section, begin, token)
            if end is None:
                continue
            position = end
        elif token["flat"]:
            read_flat(section, begin, token)
        elif stated := figures.figure(token):
            _figure(section, begin, stated)
        begin = position
    _nothing(section)


def _figure(section: Section, begin: int, stated: Figure) -> None:
    before = section.flow.text[begin : stated.start]
    moved = DIRECTION.search(before)
    if moved and moved["either"] and stated.value:
        _either_way(section, begin, stated)
    elif moved and stated.kind != "count":
        read_change(section, begin, stated, moved)
    elif stated.kind != "percent" and not moved:
        read_value(section, begin, stated)
    elif SHARE.fullmatch(before.lstrip("，、（")):
        for each in section.latest:
            each.share_percent, each.end = stated.value, stated.end
    elif before == "（" and (section.last == "change" or (section.last == "flat" and not stated.value)):
        _percentage_of_change(section, stated)  # 增加5万元（10%）


def _percentage_of_change(section: Section, stated: Figure) -> None:
    for each in section.changed:
        each.change_percent = -stated.value if (each.change or 0) < 0 else stated.value
        each.end = stated.end


def _either_way(section: Section, begin: int, stated: Figure) -> None:
    """下降（增长）27.78%: up or down? Only the change before it says, 减少0.15万元."""
    if stated.kind == "percent" and section.last == "change" and section.changed:
        _percentage_of_change(section, stated)
    else:
        section.unmatched.append((begin, stated.end))


def _brackets(section: Section, opened: list[list[Statement]], start: int, end: int) -> None:
    """After a closed bracket the words go on about what stood before it."""
    for char in section.flow.text[start:end]:
        if char == "（":
            opened.append(section.latest)
        elif char == "）" and opened:
            section.latest = opened.pop()
        elif char == "\n":
            opened.clear()


def _nothing(section: Section) -> None:
    """Metrics that words alone state as nothing (无专项转移支付项目)."""
    stated = {each.metric for each in section.statements}
    for name, metric in METRICS.items():
        if name in stated or not metric.allows("", section.heading, ""):
            continue
        for pattern in metric.none:
            found = pattern.search(section.flow.text)
            if found and not any(start <= found.start() < end for start, end in section.reasons):
                added = section.add(name, LABELS[name], found.start(), found.end(), Subject((name,)))
                added.value, added.value_unit = Decimal(0), metric.unit
                break
