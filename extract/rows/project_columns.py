"""The columns of 项目绩效目标表: a project's money, then indicator and target of each dimension beside each other."""

from __future__ import annotations

from dataclasses import dataclass

from extract.rows.project_list import is_project_list
from extract.rows.project_sheet import is_project_sheet
from extract.tables.mapping import by_header
from extract.tables.whole import WholeTable
from forms.load import form_tables

DIMENSIONS = ("成本", "产出", "效益", "满意度")


@dataclass(frozen=True, slots=True)
class Pair:
    """The columns of one dimension's indicator, target and, where printed, second level."""

    dimension: str
    indicator: int
    target: int
    level2: int | None = None


def pairs_of(paths: list[tuple[str, ...]]) -> list[Pair]:
    """The indicators beside each other, by the words above their columns."""
    pairs: list[Pair] = []
    level2: int | None = None
    for n, path in enumerate(paths):
        dimension = next((d for d in DIMENSIONS for word in path if word.startswith(d)), None)
        if dimension is None or not path:
            continue
        if path[-1].startswith("二级"):
            level2 = n
        if (
            path[-1].startswith(("三级", "绩效指标", "指标名称", "指标内容"))
            and n + 1 < len(paths)
            and dimension in "/".join(paths[n + 1])
        ):
            pairs.append(Pair(dimension, n, n + 1, level2))
            level2 = None
    return pairs


def funding_columns(paths: list[tuple[str, ...]], year: int | None) -> tuple[str | None, ...]:
    """Per column before the indicators the column of project_funding that it holds."""
    own = tuple(column for column in form_tables()["project_funding"].columns if column.headers)
    return by_header(own, paths, year).columns


def column_labels(table: WholeTable, year: int | None) -> list[str | None]:
    """Per printed column what it is read as, in Chinese; empty where projects are printed one a sheet."""
    pairs = pairs_of(table.paths)
    if not pairs or is_project_list(table) or is_project_sheet(table):
        return []
    tables = form_tables()
    funding = funding_columns(table.paths[: pairs[0].indicator], year)
    labels = [tables["project_funding"].column(name).label if name else None for name in funding]
    labels += [None] * (table.width - len(labels))
    for pair in pairs:
        for place, name in ((pair.level2, "level2"), (pair.indicator, "indicator"), (pair.target, "target")):
            if place is not None:
                labels[place] = f"{pair.dimension}：{tables['project_targets'].column(name).label}"
    return labels
