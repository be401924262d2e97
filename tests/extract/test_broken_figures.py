"""Tables without ruling lines whose narrow columns break figures and codes, their rows as close as their lines."""

from __future__ import annotations

import pytest

from samples.documents.grid import parse
from tests.extract.unlined import Unlined, grids

HEADER = "代码|名称|总计|本年收入|事业收入|其他收入\n"
WIDTHS = (12, 36, 18, 18, 18, 18)
"""Points: 25|30|01 and 293|3.0 stand on lines of their own."""


def _read(rows: str, widths: tuple[float, ...]) -> list[list[str | None]]:
    table = Unlined(HEADER + rows, widths, header=1, padding=0, aside=1, from_top=True, whole=True, figures_right=True)
    (found,) = grids(["收入总体情况表", "单位：万元", table])
    return found[1:]


def _printed(rows: str) -> list[list[str]]:
    return [list(row) for row in parse(rows)]


def test_digits_without_decimals_end_on_the_line_below_where_every_amount_prints_them() -> None:
    rows = """
        |合计|2933.0|2868.1|335.3|64.9
        253|郑州市科学技术局|2933.0|2868.1|335.3|64.9
        253001|郑州市科学技术局本级|1259.5|1259.5||
        253002|郑州市科学技术情报研究所|1673.5|1608.6|335.3|64.9
    """
    assert _read(rows, WIDTHS) == _printed(rows)


def test_figures_of_which_none_stands_on_one_line_are_whole() -> None:
    rows = """
        |合计|1274.3346|1125.4861|335.3012|648.8485
        253|郑州市科学技术局|1274.3346|1125.4861|335.3012|648.8485
        253001|郑州市科学技术局本级|2433.0110|2433.0110||
    """
    assert _read(rows, (12, 36, 21.5, 21.5, 21.5, 21.5)) == _printed(rows)


def test_a_code_ends_on_the_line_below_where_amounts_print_their_thousands_apart() -> None:
    rows = """
        |合计|71,696,508|69,541,407|1,155,101|1,000,000
        253|郑州市科学技术局|71,696,508|69,541,407|1,155,101|1,000,000
        253001|郑州市科学技术局本级|45,451,930|45,451,930||
        253002|郑州市科学技术情报研究所|26,244,578|24,089,477|1,155,101|1,000,000
    """
    assert _read(rows, (18, 36, 30, 30, 30, 30)) == _printed(rows)


def test_the_number_of_a_column_stays_above_an_amount() -> None:
    rows = """
        **|**|1|2|3|4
        253|科技局|25.52|13.10|8.42|4.00
        254|财政局|10.05|4.05|3.00|3.00
    """
    assert _read(rows, (18, 36, 22, 22, 22, 22)) == _printed(rows)


@pytest.mark.parametrize("upper", ["419", "12"])
def test_a_whole_amount_stays_above_one_with_decimals_where_not_every_amount_prints_them(upper: str) -> None:
    rows = f"""
        |合计|{upper}|3.97|4310.2|19
        253|科技局|3.97|{upper}|57.87|3.1
        254|财政局|{upper}|3.97|2.5|3.21
    """
    assert _read(rows, (18, 36, 40, 40, 40, 40)) == _printed(rows)


@pytest.mark.parametrize("from_top", [True, False])
def test_the_numbers_of_columns_begin_no_figure_of_the_only_row(from_top: bool) -> None:
    rows = """
        1|2|3|4|5|6
        1245019.34||707155.49|221893.26|485262.23|537863.85
    """
    widths = (60, 70, 50, 60, 60, 50)
    header = "“三公”经费合计|因公出国（境）费|小计|公务用车购置费|公务用车运行费|公务接待费\n"
    table = Unlined(header + rows, widths, header=1, padding=0, from_top=from_top, whole=True, figures_right=True)
    (found,) = grids(["“三公”经费支出表", "单位：元", table])
    assert found[1:] == _printed(rows)
