"""Figures in running text: amounts with their unit, percentages, counts, comparisons with another year, dates."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from forms.money import UNIT, decimals, parse_number, to_yuan

_NUMBER = r"(?<![\d.])-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
# 50万元以上 names a kind of equipment, 元/月 a rate: neither is an amount.
_MONEY = rf"(?P<money>{_NUMBER})(?P<money_unit>{UNIT})(?!(?:（[^（）]{{1,4}}）)?(?:及)?以[上下]|/|每)"
_PERCENT = rf"(?P<percent>{_NUMBER})%"
_COUNT = rf"(?P<count>{_NUMBER})(?P<count_unit>辆|台(?:（[^（）]{{1,6}}）)?|个|项(?=[，。；、]))"
_COMPARED = (
    r"(?:[与比较同和]|同比)(?:去年|上一?年度?|(?P<{0}>\d{{4}})年?度?)"
    r"(?:同期|年初|部门|财政|批复|执行|三公经费|预算|决算|支出|安排)*(?:数|的)?(?:相比较?|比较|同比|相较)?"
    r"|同比(?=[增减升降持无没未保]|$)"
)
COMPARED = re.compile(_COMPARED.format("year"))
"""The other side of a comparison: 与2022年预算相比, 比上年, 较2025年年初预算; 同比 is with the year before."""
_FLAT = (
    rf"(?P<flat>(?:{_COMPARED.format('flat_year')})，?(?:保持)?(?:持平|不变|无增减变[动化]|无增减|[无未]变[动化]|(?:没有|未发生)(?:增减)?变[动化]|数?相同|数?相等|数?一致)"
    r"(?:0(?:\.0+)?万?元)?)"
)
_REASON = (
    r"(?P<reason>(?:主要)?原因(?:说明)?(?:是|为|在于|系(?!统)|：)+"
    r"|(?<=[增加长升高减少降动化]的)主要原因，|(?:主要)?原因(?=一是|1[.、])"
    r"|主要(?:是|系|由于|因)(?:因为|由于|：)*(?!用于|保障))"
)
TOKEN = re.compile(f"{_MONEY}|{_PERCENT}|{_COUNT}|{_FLAT}|{_REASON}")
"""Whatever says something in folded text, one alternative per kind."""
MOVED = "增加|增长|上升|提高|增幅|减少|下降|降低|减低|减幅|降幅"
DIRECTION = re.compile(rf"(?P<word>{MOVED})(?P<either>（(?:{MOVED})）)?(?:了|额|数|率|为|约|各|达|的?比例|的?幅度)*$")
"""``either``: the words of a model text that nobody chose between, 较上年增加（减少）0万元."""
_DOWN = frozenset({"减少", "下降", "降低", "减低", "减幅", "降幅"})
SHARE = re.compile(r"占(?:比|[^，。；]{0,30}?的?(?:比例|比重)?)(?:为|约)?$")
_DATE = re.compile(
    r"(?P<until>截[至止]?)?(?:(?P<last>上年)|(?P<year>\d{4})年)(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?(?P<end>期?末|年末|底|年底)?"
)


@dataclass(frozen=True)
class Figure:
    """One stated number. ``value`` is in yuan for money, a percentage, or a count of ``unit``."""

    kind: str
    """money, percent or count."""
    value: Decimal
    unit: str
    start: int
    end: int
    quantum: Decimal = Decimal(1)
    """What the last printed digit stands for."""


def figure(token: re.Match[str]) -> Figure | None:
    """The number a token states; ``None`` for 持平 and for words of reason."""
    for kind in ("money", "percent", "count"):
        printed = token[kind]
        if printed is None:
            continue
        number = parse_number(printed)
        if number is None:
            return None
        if kind == "money":
            last = to_yuan(Decimal(1).scaleb(-decimals(printed)), token["money_unit"])
            return Figure(kind, to_yuan(number, token["money_unit"]), "元", token.start(), token.end(), last)
        if kind == "percent":
            return Figure(kind, number, "%", token.start(), token.end())
        unit = "台（套）" if token["count_unit"].startswith("台") else token["count_unit"]
        return Figure(kind, number, "个" if unit == "项" else unit, token.start(), token.end())
    return None


def signed(value: Decimal, word: str) -> Decimal:
    """A change with its sign: 减少 and 下降 are negative; nothing is never minus nothing."""
    change = -value if word in _DOWN else value
    return change or Decimal(0)


def compared_year(matched: re.Match[str], group: str, year: int | None) -> int | None:
    """The year compared with; 上年 is the one before the document's."""
    return int(matched[group]) if matched[group] else (year - 1 if year else None)


def as_of(text: str, year: int | None) -> str | None:
    """The last date in the text that says when a stock was counted, as ISO date: 2023年末 → 2023-12-31.

    A month without day stands for its last day. A date needs 截至 before it or 末, 底 after it.
    """
    found: str | None = None
    for match in _DATE.finditer(text):
        if not (match["until"] or match["end"]) or (match["last"] and not (match["end"] and year)):
            continue
        of = int(match["year"]) if match["year"] else (year or 0) - 1
        month = int(match["month"] or 12)
        if not (1 <= month <= 12 and 1900 < of < 2200):
            continue
        last = calendar.monthrange(of, month)[1]
        found = date(of, month, max(1, min(int(match["day"] or last), last))).isoformat()
    return found
