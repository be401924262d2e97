"""The figures that a narrative states, read back from the printed forms, so that prose and tables agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from samples.documents.disclosure import Form
from samples.documents.labels import CLASSES

SOURCES = (
    "一般公共预算",
    "政府性基金预算",
    "国有资本经营预算",
    "财政专户管理资金",
    "事业收入",
    "事业单位经营收入",
    "上级补助收入",
    "附属单位上缴收入",
    "其他收入",
)
ZERO = Decimal(0)


@dataclass(frozen=True)
class Figures:
    """万元. `functions` are the general budget's 项 {code: amount}; `classes` its 类 {code: amount};
    `sources` this year's revenue by kind; `purchases` by 货物, 工程, 服务."""

    total: Decimal
    sources: dict[str, Decimal]
    carried: Decimal
    basic: Decimal
    project: Decimal
    general: Decimal
    fund: Decimal
    capital: Decimal
    general_basic: Decimal
    general_project: Decimal
    classes: dict[int, Decimal]
    functions: dict[str, Decimal]
    personnel: Decimal
    public: Decimal
    travel: Decimal
    purchase: Decimal
    operation: Decimal
    reception: Decimal
    projects: int = 0
    purchases: dict[str, Decimal] = field(default_factory=dict)
    basic_items: tuple[tuple[str, str], ...] = ()

    @property
    def three_public(self) -> Decimal:
        return self.travel + self.purchase + self.operation + self.reception

    def items(self) -> tuple[list[str], list[str]]:
        """Names of the basic economic items: (personnel, public), each once."""
        people: list[str] = []
        things: list[str] = []
        for code, item in self.basic_items:
            kind = people if code[:3] in ("301", "303") else things
            if item not in kind:
                kind.append(item)
        return people, things

    @property
    def vehicles(self) -> Decimal:
        return self.purchase + self.operation


def number(text: str) -> Decimal:
    """A printed amount; blank is nil."""
    return Decimal(text.replace(",", "") or "0")


def of(forms: Iterable[Form]) -> Figures:
    """The figures of a document with these forms."""
    found = {form.key: form.rows for form in forms}
    revenue = next(row for row in found["revenue"] if row[1] == "合计")
    grand = next(row for row in found["expenditure"] if row[4] == "合计")
    last = found["appropriation"][-1]
    items = [row for row in found["general_budget_expenditure"] if row[0]]
    functions: dict[str, Decimal] = {}
    for row in items:
        code = "".join(row[:3])
        functions[code] = functions.get(code, ZERO) + number(row[5])
    classes = {
        int(code): sum((v for k, v in functions.items() if k[:3] == code), ZERO)
        for code in sorted({key[:3] for key in functions})
        if int(code) in CLASSES
    }
    general = next(row for row in found["general_budget_expenditure"] if row[4] == "合计")
    people = found["basic_expenditure"][0]
    public = found["three_public"][0]
    bought: dict[str, Decimal] = {}
    for row in found.get("procurement", ())[:-1]:
        bought[row[5]] = bought.get(row[5], ZERO) + number(row[9])
    amounts = [number(revenue[at]) for at in (4, 6, 7, 8, 9, 10, 11, 12, 13)]
    return Figures(
        total=number(revenue[2]),
        sources=dict(zip(SOURCES, amounts, strict=True)),
        carried=number(revenue[14]),
        basic=number(grand[6]),
        project=number(grand[11]),
        general=number(last[4]),
        fund=number(last[6]),
        capital=number(last[7]),
        general_basic=number(general[6]),
        general_project=number(general[11]),
        classes=classes,
        functions=functions,
        personnel=number(people[5]),
        public=number(people[6]),
        travel=number(public[1]),
        purchase=number(public[3]),
        operation=number(public[4]),
        reception=number(public[5]),
        projects=sum(1 for row in found["projects"] if row[0]),
        purchases=bought,
        basic_items=tuple((row[0], row[1]) for row in found["basic_expenditure"][1:]),
    )


def before(stated: dict[str, Any]) -> Figures:
    """The year before the first document, as its facts state it: {functions: {code: amount}, public: …, …}."""
    given = {key: Decimal(str(value)) for key, value in stated.items() if key != "functions"}
    functions = {code: Decimal(str(value)) for code, value in stated.get("functions", {}).items()}

    def take(key: str) -> Decimal:
        return given.get(key, ZERO)

    return Figures(
        total=take("total"),
        sources={},
        carried=take("carried"),
        basic=take("basic"),
        project=take("project"),
        general=take("general"),
        fund=take("fund"),
        capital=take("capital"),
        general_basic=take("general_basic"),
        general_project=take("general_project"),
        classes={},
        functions=functions,
        personnel=take("personnel"),
        public=take("public"),
        travel=take("travel"),
        purchase=take("purchase"),
        operation=take("operation"),
        reception=take("reception"),
    )
