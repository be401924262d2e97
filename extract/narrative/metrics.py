"""The closed list of metrics (metrics.yml), and what the words before a figure make it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.narrative.functions import CIRCLED, FunctionNames
from forms.declared import DeclarationError, read_yaml

_PATH = Path(__file__).with_name("metrics.yml")
_FIELDS = {"label", "unit", "lead", "phrases", "inside", "none", "funded", "follows", "metrics"} | {
    "heading", "not_heading", "without", "not_after",
}  # fmt: skip
# Before a phrase that means the whole: the name of a body or a year, nothing that would narrow it down.
_LEADS = {
    "start": "(?:[本我](?:部门|单位))?",
    "body": (
        r"(?:.*?(?:\d{4}年度?|度|全年|部门|单位|系统|本级|机关|（[^（）]*）|[局厅委办院会室处所站校馆府部团联社队署]|中心))?"
        r"(?:的|(?:预算支出)?安排|年初)?"
    ),
    "any": ".*?",
}
_FUNDED = "(?:(?:一般公共预算(?:当年)?(?:财政)?(?:拨款)?|财政拨款)(?:的|安排的?)?)?"
_TAIL = (
    r"(?:\d{4}年度?)?(?:当年|本年)?(?:一般公共预算)?(?:财政)?(?:拨款)?(?:支出|收入)?(?:年初|全年)?(?:总?预算|决算)?(?:支出|收入)?"
    r"(?:安排|总额|总计|合计|总?金额|资金|经费|数|共有|共计|共|各|均)*有?(?:约)?(?:为|是|达|：)?(?:人民币)?"
)
TAIL = re.compile(_TAIL)
"""What may stand between a subject and its figure, and says nothing: 年初预算为, 预算数, 支出决算为."""
_PREFIX = re.compile(
    r"^(?:[、,，；]|以?及|和(?!\d)|（[一二三四五六七八九十\d]{1,3}）|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、](?!\d)|\d{1,2}\.(?=\d{4}年)|[一二三四五六七八九十]是"
    r"|其中：?|包括：?|相应(?:安排)?|(?:主要)?用于：?|按\w*?(?:分类|分类支出)划分为)+"
)
_ECONOMIC = re.compile(r".{2,40}?（[35]\d{2}(?:\d{2})?）")
_FUNDING = re.compile(r"一般公共预算|财政拨款")


@dataclass(frozen=True)
class Metric:
    """One entry of the list, or one pair that an amount may stand for. ``metrics.yml`` says what its fields mean."""

    names: tuple[str, ...]
    unit: str
    patterns: tuple[re.Pattern[str], ...]
    inside: dict[str, re.Pattern[str]] = field(default_factory=dict)
    none: tuple[re.Pattern[str], ...] = ()
    heading: re.Pattern[str] | None = None
    not_heading: re.Pattern[str] | None = None
    without: re.Pattern[str] | None = None
    not_after: re.Pattern[str] | None = None
    funded: bool = False
    follows: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = ()

    def allows(self, clause: str, heading: str, sentence: str) -> bool:
        """Whether the words around a figure let it be this metric's; the arguments are those of ``subject``."""
        if self.heading and not (self.heading.search(heading) or self.heading.search(sentence)):
            return False
        if self.not_heading and self.not_heading.search(heading):
            return False
        if self.not_after and self.not_after.search(sentence):
            return False
        return not (self.without and self.without.search(clause))


@dataclass(frozen=True)
class Subject:
    """What a figure is about. No ``metrics``: understood, but outside the list."""

    metrics: tuple[str, ...]
    label: tuple[int, int] = (0, 0)
    """Where in the clause the printed name stands."""
    name: str | None = None
    """The label, where it is not simply what stands there."""
    funding: str | None = None
    funded: bool = False


def _metric(names: tuple[str, ...], fields: dict[str, Any], at: str) -> Metric:
    unknown = set(fields) - _FIELDS
    if unknown or fields.get("lead", "any") not in _LEADS:
        named = ", ".join(sorted(unknown)) or fields.get("lead")
        raise DeclarationError(f"{_PATH}: {at}: unknown field or lead {named!r}")
    lead = _LEADS[fields.get("lead", "any")] + (_FUNDED if fields.get("funded") else "")

    def compiled(phrase: str) -> re.Pattern[str]:
        return re.compile(rf"{lead}(?P<name>{phrase}){_TAIL}")

    def optional(key: str) -> re.Pattern[str] | None:
        return re.compile(fields[key]) if key in fields else None

    def any_of(key: str) -> re.Pattern[str] | None:
        return re.compile("|".join(fields[key])) if key in fields else None

    return Metric(
        names,
        unit=fields.get("unit", "元"),
        patterns=tuple(compiled(phrase) for phrase in fields["phrases"]),
        inside={name: compiled(phrase) for name, phrase in fields.get("inside", {}).items()},
        none=tuple(re.compile(phrase) for phrase in fields.get("none", ())),
        heading=optional("heading"),
        not_heading=optional("not_heading"),
        without=any_of("without"),
        not_after=any_of("not_after"),
        funded=bool(fields.get("funded")),
        follows=tuple((re.compile(after), re.compile(before)) for after, before in fields.get("follows", {}).items()),
    )


_DECLARED = read_yaml(_PATH, {"metrics", "pairs", "functions", "outside", "not_read", "unnumbered"})
METRICS: dict[str, Metric] = {name: _metric((name,), fields, name) for name, fields in _DECLARED["metrics"].items()}
LABELS: dict[str, str] = {name: fields["label"] for name, fields in _DECLARED["metrics"].items()}
_PAIRS = tuple(_metric(tuple(fields["metrics"]), fields, "pairs") for fields in _DECLARED["pairs"])
_FUNCTIONS = FunctionNames(_DECLARED["functions"], _TAIL)
_OUTSIDE = re.compile("|".join(_DECLARED["outside"]))
NOT_READ = re.compile(_DECLARED["not_read"])
UNNUMBERED = re.compile(rf"{_DECLARED['unnumbered']}$")
NAMES = (*METRICS, "function_expenditure")
"""Every word of ``statements.metric``."""


def subject(clause: str, unit: str, heading: str, sentence: str, parents: Collection[str] = ()) -> Subject | None:
    """What a figure of ``unit`` after this clause is about; ``None`` when the words are not understood.

    ``heading`` is the path of headings, ``sentence`` the sentence up to the figure, ``parents`` the metrics of which
    the figure is a part. All folded.
    """
    prefix = _PREFIX.match(clause)
    start = prefix.end() if prefix else 0
    while clause.startswith(("）", "、"), start):
        start += 1
    while clause.startswith("（", start) and clause.count("（", start) > clause.count("）", start):
        start += 1
    words = clause[start:]
    if not words:
        return None
    for metric in (*_PAIRS, *METRICS.values()):
        if metric.unit != unit or not metric.allows(clause, heading, sentence):
            continue
        patterns = [*metric.patterns, *(pattern for name, pattern in metric.inside.items() if name in parents)]
        for pattern in patterns:
            match = pattern.fullmatch(words)
            if match:
                label = (start + match.start("name"), start + match.end("name"))
                funding = _FUNDING.search(words) if metric.funded else None
                return Subject(metric.names, label, None, funding[0] if funding else None, metric.funded)
    if unit != "元":
        return Subject(())
    if CIRCLED.search(words):  # the same functions again, as parts of 人员经费, 公用经费
        return Subject(())
    function = _FUNCTIONS.name(words)
    if function:
        return Subject(("function_expenditure",), name=function, funded=True)
    return Subject(()) if _OUTSIDE.search(words) or _ECONOMIC.match(words) else None


def counted_before(follows: str, before: str, heading: str, sentence: str) -> Subject | None:
    """The metric of a count whose name comes after it (设置5个项目绩效目标)."""
    for metric in METRICS.values():
        for after, pattern in metric.follows:
            found = after.match(follows)
            if found and pattern.search(before) and metric.allows(before, heading, sentence):
                return Subject(metric.names, name=found[0])
    return None
