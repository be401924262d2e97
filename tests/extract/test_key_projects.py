"""Lists of key projects whose objectives are told in words: 项目 | 预算数 | 绩效目标."""

from __future__ import annotations

from decimal import Decimal

from archive.extracted import Disclosure
from tests.extract.drawing import BODY, COVER, UNIT, Frame, Sheet, column, drawn, extracted

TITLE = "七、重点项目预算绩效目标情况"
HEADER = "项目|预算数（单位：万元）|绩效目标"
PUMPS, DREDGING = "水泵更新|80|更新水泵40台。", "河道清淤|30.5|清淤河道3公里。"
KNOWN = ("project", "budget_unit", "total", "unplaced")


def funded(found: Disclosure) -> list[tuple[object, ...]]:
    return column(found, "project_funding", *KNOWN)


EXPECTED = [
    ("水泵更新", None, Decimal(800000), {"绩效目标": "更新水泵40台。"}),
    ("河道清淤", None, Decimal(305000), {"绩效目标": "清淤河道3公里。"}),
]


def test_each_project_has_its_money_and_its_objective_beside_it() -> None:
    found = extracted(drawn(COVER, [TITLE, Frame([HEADER, PUMPS, DREDGING])]))
    assert funded(found) == EXPECTED
    assert [problem.kind for problem in found.problems if problem.kind.startswith(("table", "row"))] == []


def test_the_header_alone_at_a_pages_end_is_printed_again() -> None:
    found = extracted(drawn(COVER, [TITLE, Frame([HEADER])], [Frame([HEADER, PUMPS, DREDGING])]))
    assert funded(found) == EXPECTED


def test_a_list_without_a_title_is_known_by_its_header() -> None:
    rows = [
        f"二级预算单位名称|一级{HEADER.replace('项目', '项目名称')}",
        f"舞阳县水利局|{PUMPS}",
        f"舞阳县水利局|{DREDGING}",
    ]
    spent = ["科目编码|科目名称|合计|基本支出|项目支出", "|合计|110.5||110.5", "2130301|行政运行|110.5||110.5"]
    pages: list[Sheet] = [["支出总体情况表", UNIT, Frame(spent)], ["2024年，本单位重点项目情况如下：", Frame(rows)]]
    found = extracted(drawn(COVER, *pages))
    assert funded(found) == [(project, "舞阳县水利局", *rest) for project, _, *rest in EXPECTED]
    assert [problem.kind for problem in found.problems if problem.kind == "title_missing"] == ["title_missing"]


def test_a_project_without_money_is_told() -> None:
    found = extracted(drawn(COVER, [TITLE, Frame([HEADER, PUMPS, "河道清淤||清淤河道3公里。"])]))
    assert funded(found) == EXPECTED[:1]
    (told,) = (problem for problem in found.problems if problem.kind == "row_unplaced")
    assert told.printed == "河道清淤 | 清淤河道3公里。"


def test_beside_the_projects_own_sheets_the_list_is_not_read_again() -> None:
    sheet = [
        "项目名称|水泵更新|<|<",
        "项目资金（万元）|年度资金总额：|<|80",
        "绩效指标|一级指标|三级指标|指标值",
        "^|产出指标|更新水泵|≥40台",
    ]
    pages: list[Sheet] = [["项目支出绩效目标表", BODY, Frame(sheet)], [TITLE, Frame([HEADER, PUMPS])]]
    found = extracted(drawn(COVER, *pages))
    assert column(found, "project_funding", "project", "total") == [("水泵更新", Decimal(800000))]


def test_a_second_sheet_with_nothing_filled_in_is_not_told() -> None:
    filled = ["序号|项目名称|当年财政拨款预算金额|指标名称|指标性质|指标值|计量单位", "1|水泵更新|80|更新水泵|≥|40|台"]
    blank = [
        "项目名称||主管部门||||",
        "绩效指标|指标名称|指标性质|指标值|计量单位|指标权重|是否核心",
        "^||||||",
    ]
    later: Sheet = ["2024年项目绩效目标表", UNIT, Frame(filled)]
    found = extracted(drawn(COVER, ["2024年重点专项资金绩效目标表", UNIT, Frame(blank)], later))
    assert column(found, "project_funding", "project", "government_budget") == [("水泵更新", Decimal(800000))]
    assert len([problem for problem in found.problems if problem.kind in ("table_second", "dimension_unknown")]) == 1


def test_a_units_code_in_the_cell_of_its_name_is_its_code() -> None:
    rows = [
        "单位名称|项目名称|年度资金总额|一级指标|二级指标|三级指标|指标值",
        "105001 舞阳县水利局|水泵更新|80|产出指标|数量指标|更新水泵|≥40台",
        "105002-舞阳县水利站|河道清淤|30.5|产出指标|数量指标|清淤河道|≥3公里",
        "110联动中心|值班|2|产出指标|数量指标|值班天数|365天",
    ]
    found = extracted(drawn(COVER, ["项目支出绩效目标表", UNIT, Frame(rows)]))
    assert column(found, "project_funding", "budget_unit_code", "budget_unit", "project") == [
        ("105001", "舞阳县水利局", "水泵更新"),
        ("105002", "舞阳县水利站", "河道清淤"),
        (None, "110联动中心", "值班"),
    ]
    assert column(found, "project_targets", "budget_unit") == [("舞阳县水利局",), ("舞阳县水利站",), ("110联动中心",)]
