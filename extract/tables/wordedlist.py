"""A list of projects of which the objective is told in words: 项目 | 预算数 | 绩效目标, and no indicators."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.tables.mapping import by_header
from forms.load import form_tables

_OBJECTIVE = re.compile(r"^(?:(?:年度|总体|当年|项目|预算)*绩效)?目标(?:概述|内容|描述)?$")
_INDICATOR = re.compile(r"指标")


def worded_columns(paths: Sequence[tuple[str, ...]], year: int | None) -> dict[str, int]:
    """The places of the columns of ``project_funding`` in such a list; none for any other table."""
    words = [path[-1] for path in paths if path]
    if not any(map(_OBJECTIVE.match, words)) or any(_INDICATOR.search(word) for path in paths for word in path):
        return {}
    own = tuple(column for column in form_tables()["project_funding"].columns if column.headers)
    places = {name: n for n, name in enumerate(by_header(own, list(paths), year).columns) if name}
    return places if {"project", "total"} <= set(places) else {}
