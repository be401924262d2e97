"""The standard indicators of 整体绩效目标表: to which level each belongs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from forms.declared import read_yaml
from forms.text import fold

HERE = Path(__file__).parent


@cache
def indicator_catalogue() -> dict[str, tuple[str, str]]:
    """Folded name of each standard 三级指标 → (一级指标, 二级指标)."""
    declared = read_yaml(HERE / "indicators.yml")
    return {
        fold(name): (level1, level2)
        for level1, groups in declared.items()
        for level2, names in groups.items()
        for name in names
    }
