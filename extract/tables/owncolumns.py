"""Which printed columns are the form's own: of its stage, its side, its classification, its whole and its year.

The others get no words, so that nothing of the form is taken from them; their figures stay in ``unplaced``.
"""

from __future__ import annotations

import re

from forms.declaration import Form

_YEAR = re.compile(r"20\d\d")
_BUDGET_FIGURES = re.compile(r"预算数|(年初|全年|调整后?)预算$")
_CLASSIFICATION = re.compile(r"支出用途|支出性质|经济(分类)?科目|经济分类|按(支出)?用途|按性质|资金来源$")
_WHOLE = re.compile(r"^(合计|总计|小计|支出合计|支出总计|本年支出合计)$")
_ONE_YEAR = re.compile(r"^(20\d\d)年?度?(预算)?(安排)?(数|金额|资金)?$")


def own_stage(paths: list[tuple[str, ...]], title: str | None) -> list[tuple[str, ...]]:
    """In a form of final accounts that prints both, the columns of the budget get no words: they are not its own."""
    final = [word for path in paths for word in path if "决算" in word]
    # a budget may print final accounts too, of a year before; what names no year is of the form's own
    if not final or ("决算" not in (title or "") and all(_YEAR.search(word) or "上年" in word for word in final)):
        return paths
    return [
        () if any(_BUDGET_FIGURES.search(word) for word in path) and not any("决算" in word for word in path) else path
        for path in paths
    ]


def one_classification(paths: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Of several classifications printed side by side (功能分类 | 支出用途 | 经济分类) the first one is the
    form's, or the one that says 功能分类 where another comes first; the columns of the others get no words, so
    that nothing of the form is taken from them."""
    labels = [
        n for n, path in enumerate(paths) if path and not re.search(r"^(金额|预算|决算|合计|小计|.*数)$", path[-1])
    ]
    others = [n for n in labels if _CLASSIFICATION.search("/".join(paths[n]))]
    if len(labels) < 2 or not others:
        return paths
    if others[0] != labels[0]:
        first, end = 0, others[0]
    else:
        first = next((n for n in labels if "功能" in "/".join(paths[n])), 0)
        end = next((n for n in labels if n > first), len(paths)) if first else len(paths)
    return [path if first <= n < end else () for n, path in enumerate(paths)]


def own_part(form: Form, paths: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Where a form prints the whole and a part of it (支出总表 by 资金来源: 合计, then 一般公共预算 over 基本支出 and
    项目支出), the columns of the part get no words: their figures are not those of the whole."""
    paths = _own_side(form, paths)
    narrower = form.narrower
    if narrower is None:
        return paths
    parts = [any(narrower.search(word) for word in path) for path in paths]
    whole = any(path and not part and _WHOLE.match(path[-1]) for path, part in zip(paths, parts, strict=True))
    return [() if whole and part else path for path, part in zip(paths, parts, strict=True)]


def _own_side(form: Form, paths: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """A list of expenditure printed beside its revenue (政府性基金收支表): the columns of the revenue get no words."""
    sides = {path[0] for path in paths if path} & {"收入", "支出"}
    if form.shape != "list" or len(sides) < 2:
        return paths
    return one_classification([path if path and path[0] != "收入" else () for path in paths])


def one_of_several_years(paths: list[tuple[str, ...]], year: int | None) -> list[tuple[str, ...]]:
    """合计 | 2024年 | 2025年 | 2026年: the sum over coming years is no figure of this one; its column is 2024年's."""
    years = {n: int(found.group(1)) for n, path in enumerate(paths) if path and (found := _ONE_YEAR.match(path[-1]))}
    own = next((n for n, found in years.items() if found == year), None)
    whole = next((n for n, path in enumerate(paths) if path and _WHOLE.match(path[-1])), None)
    if own is None or whole is None or year is None or max(years.values()) <= year:
        return paths
    changed = {own: paths[whole], whole: ()}
    return [changed.get(n, path) for n, path in enumerate(paths)]
