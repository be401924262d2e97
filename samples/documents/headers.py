"""What each form looks like: its header rows, column widths and page side.

Headers are grids (see `grid`); widths are parts of the usable page width; amounts stand right, codes centred.
"""

from __future__ import annotations

from dataclasses import dataclass

from samples.documents.grid import Rows, parse

_CLASSIFIED = """
    科目编码|<|<|单位代码|单位（科目名称）|合计|基本支出|<|<|<|<|项目支出|<|<
    类|款|项|^|^|^|小计|人员经费|<|公用经费|<|小计|其他运转类|特定目标类
    ^|^|^|^|^|^|^|工资福利支出|对个人和家庭的补助|商品和服务支出|资本性支出|^|^|^
"""
_CLASSIFIED_WIDTHS = (26, 22, 22, 42, 122, 58, 56, 58, 62, 60, 50, 58, 58, 58)


@dataclass(frozen=True)
class Look:
    """The fixed part of a form: header grid, widths, page side, lettering size and what is centred."""

    header: Rows
    widths: tuple[float, ...]
    landscape: bool = True
    size: float = 8.0
    pad: float = 3.0
    centred: frozenset[int] = frozenset()


def _look(header: str, widths: tuple[float, ...], centred: str = "", **rest: object) -> Look:
    return Look(parse(header), widths, centred=frozenset(map(int, centred.split())), **rest)  # type: ignore[arg-type]


_CLASSIFIED_LOOK = _look(_CLASSIFIED, _CLASSIFIED_WIDTHS, "0 1 2 3", size=7.5)

LOOKS: dict[str, Look] = {
    "revenue_expenditure": _look("收入|<|支出|<\n项目|金额|项目|金额", (150, 80, 170, 80), landscape=False, size=9),
    "revenue": _look(
        """
        部门（单位）代码|部门（单位）名称|总计|本年收入|<|<|<|<|<|<|<|<|<|<|上年结转结余|<|<|<|<|<
        ^|^|^|合计|一般公共预算|<|政府性基金|国有资本经营预算|财政专户管理资金收入|事业收入|事业单位经营收入|上级补助收入|附属单位上缴收入|其他收入|合计|一般公共预算|政府性基金|国有资本经营预算|财政专户管理资金|单位资金
        ^|^|^|^|小计|其中：财政拨款|^|^|^|^|^|^|^|^|^|^|^|^|^|^
        """,
        (40, 84, 41, 41, 41, 41, 34, 34, 36, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34),
        "0",
        size=7,
        pad=2,
    ),
    "expenditure": _CLASSIFIED_LOOK,
    "appropriation": _look(
        """
        收入|<|支出|<|<|<|<|<
        项 目|金 额|项 目|合 计|一般公共预算|<|政府性基金|国有资本经营预算
        ^|^|^|^|小 计|其中：财政拨款|^|^
        """,
        (112, 50, 130, 50, 50, 52, 50, 52),
        landscape=False,
        size=8,
    ),
    "general_budget_expenditure": _CLASSIFIED_LOOK,
    "basic_expenditure": _look(
        """
        部门预算支出经济分类科目|<|政府预算支出经济分类科目编码|<|本年一般公共预算基本支出|<|<
        科目编码|科目名称|科目编码|科目名称|合计|人员经费|公用经费
        """,
        (50, 130, 50, 110, 55, 55, 55),
        "0 2",
        landscape=False,
        size=8.5,
    ),
    "economic_classification": _look(
        """
        部门预算经济分类|<|<|政府预算经济分类|<|<|总计|一般公共预算|<|政府性基金|国有资本经营预算|上年结转结余|财政专户管理资金收入|事业收入|上级补助收入|附属单位上缴收入|事业单位经营收入|其他收入
        类|款|科目名称|类|款|科目名称|^|小计|其中：财政拨款|^|^|^|^|^|^|^|^|^
        """,
        (30, 22, 51, 28, 22, 74, 46, 46, 46, 40, 44, 42, 44, 40, 40, 42, 42, 40),
        "0 1 3 4",
        size=6.5,
        pad=1,
    ),
    "three_public": _look(
        """
        “三公”经费合计|因公出国（境）费|公务用车购置及运行费|<|<|公务接待费
        ^|^|小计|公务用车购置费|公务用车运行费|^
        """,
        (80, 80, 70, 90, 90, 80),
        "0 1 2 3 4 5",
        landscape=False,
        size=9,
    ),
    "government_fund_expenditure": _CLASSIFIED_LOOK,
    "state_capital_expenditure": _CLASSIFIED_LOOK,
    "projects": _look(
        """
        类型|项目名称|项目单位|合计|本年拨款|<|<|财政拨款结转结余|<|<|财政专户管理资金|单位资金
        ^|^|^|^|一般公共预算|政府性基金预算|国有资本经营预算|一般公共预算|政府性基金预算|国有资本经营预算|^|^
        """,
        (56, 150, 110, 52, 52, 50, 50, 50, 50, 50, 50, 46),
        size=7.5,
    ),
    "department_performance": _look("", (78, 86, 150, 62, 120), landscape=False, size=8),
    "project_performance": _look(
        """
        单位编码（项目编码）|项目单位（项目名称）|项目金额（万元）|<|<|<|绩效目标|<|<|<|<|<|<|<
        ^|^|资金总额|政府预算资金|财政专户管理资金|单位资金|成本指标|<|产出指标|<|效益指标|<|满意度指标|<
        ^|^|^|^|^|^|三级指标|指标值|三级指标|指标值|三级指标|指标值|三级指标|指标值
        """,
        (88, 90, 42, 42, 42, 36, 66, 48, 76, 44, 72, 36, 60, 36),
        "0",
        size=6.5,
        pad=1.8,
    ),
    "procurement": _look(
        """
        科目编码|<|<|单位名称|采购项目|采购目录|规格|计量单位|采购数量|金额
        类|款|项|^|^|^|^|^|^|^
        """,
        (28, 22, 22, 120, 90, 44, 44, 44, 44, 50),
        "0 1 2 5 6 7",
        landscape=False,
        size=8,
    ),
}
