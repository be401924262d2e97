"""Levels of indicators in merged cells that a page's end parts: their words stand in the part on one page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from archive.extracted import Disclosure
from tests.extract.drawing import BODY, COVER, UNIT, Frame, Sheet, column, drawn, extracted

BALANCE = Frame(["收入|<|支出|<", "项目|金额|项目|金额", "收入总计|12.5|支出总计|12.5"])
HEAD = ("部门名称|舞阳县水利局|<|<", "一级指标|二级指标|三级指标|指标值")
KNOWN = "投入管理指标|工作目标管理|工作任务科学性|科学"


def _levels(first: Sequence[str], second: Sequence[str]) -> tuple[list[tuple[object, ...]], Disclosure]:
    balance: Sheet = ["收支总体情况表", BODY, UNIT, BALANCE]
    found = extracted(drawn(COVER, balance, ["部门整体绩效目标表", Frame([*HEAD, *first])], [Frame(list(second))]))
    return column(found, "department_targets", "level1", "level2", "level3"), found


@pytest.mark.parametrize("above", [[], [KNOWN]], ids=["first", "later"])
@pytest.mark.parametrize("level2", ["重点任务", ""], ids=["own", "blank"])
def test_a_first_level_printed_on_the_next_page(above: list[str], level2: str) -> None:
    rows, found = _levels(
        [*above, f"|{level2}|1.修好闸门|≥3座", "^|^|2.加固堤防|≥2处"],
        ["产出指标|重点任务|3.清淤河道|≥3公里", "^|^|4.巡查堤防|≥9次", "效益指标|社会效益|安全度汛|平稳"],
    )
    assert rows[len(above) :] == [
        ("产出指标", "重点任务", "1.修好闸门"),
        ("产出指标", "重点任务", "2.加固堤防"),
        ("产出指标", "重点任务", "3.清淤河道"),
        ("产出指标", "重点任务", "4.巡查堤防"),
        ("效益指标", "社会效益", "安全度汛"),
    ]
    assert "level_unknown" not in {problem.kind for problem in found.problems}


def test_a_first_level_printed_nowhere_is_told() -> None:
    second = ["|社会效益|3.清淤河道|≥3公里", "^|^|4.巡查堤防|≥9次"]
    rows, found = _levels(["|重点任务|1.修好闸门|≥3座", "^|^|2.加固堤防|≥2处"], second)
    assert [level1 for level1, *_ in rows] == [None] * 4
    (told,) = [problem for problem in found.problems if problem.kind == "level_unknown"]
    assert "4 行的一级指标没有印出" in told.message


def test_a_page_that_shows_fewer_columns_goes_on_under_those_of_the_page_before() -> None:
    found = extracted(
        drawn(
            COVER,
            ["2024年部门整体支出绩效目标表", UNIT,
             Frame(["部门名称|<|舞阳县水利局|<", "资金金额|<|实施期资金总额|1620.98", "^|<|其中：财政拨款|1620.98",
                    "年度目标|目标1：安全度汛|<|<"], columns=(0, 12, 40, 70, 100))],
            [Frame(["一级指标|二级指标|指标内容|指标值", "产出指标|数量指标|指标1：检查次数|≥80次",
                    "^|^|指标2：演练次数|2次"], columns=(12, 30, 45, 70, 100))],
            [Frame(["质量指标|指标1：合格率|90%", "^|指标2：整改率|95%"], columns=(30, 45, 70, 100))],
            [Frame(["指标3：到位率|96%", "指标4：按时率|97%"], columns=(45, 70, 100))],
            [Frame(["|效益指标|社会效益指标|指标1：稳定|98%", "^|^|^|指标2：知晓率|99%"],
                   columns=(0, 12, 30, 45, 70, 100))],
        )
    )  # fmt: skip
    assert column(found, "department_targets", "level1", "level2", "level3", "target", "page") == [
        ("产出指标", "数量指标", "指标1：检查次数", "≥80次", 3),
        ("产出指标", "数量指标", "指标2：演练次数", "2次", 3),
        ("产出指标", "质量指标", "指标1：合格率", "90%", 4),
        ("产出指标", "质量指标", "指标2：整改率", "95%", 4),
        ("产出指标", "质量指标", "指标3：到位率", "96%", 5),
        ("产出指标", "质量指标", "指标4：按时率", "97%", 5),
        ("效益指标", "社会效益指标", "指标1：稳定", "98%", 6),
        ("效益指标", "社会效益指标", "指标2：知晓率", "99%", 6),
    ]
