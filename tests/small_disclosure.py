"""A small disclosure as text: three forms and a sentence, whose sums hold whatever the figures."""

from __future__ import annotations

from decimal import Decimal


def text(department: str = "鹤壁市气象局", year: int = 2024, running: str = "120.5", project: str = "30", *,
         scope: str = "部门", expenditure: bool = True) -> str:  # fmt: skip
    """Two forms and a statement; ``running`` is 行政运行, ``project`` the one project's money, in 万元."""
    total = f"{Decimal(running) + Decimal(project)}"
    forms = f"""
{year}年收支总体情况表

部门名称：{department}

单位：万元

| 收入 | | 支出 | |
|---|---|---|---|
| 项目 | 金额 | 项目 | 金额 |
| 一、一般公共预算 | {total} | 二十、自然资源海洋气象等支出 | {total} |
| 本年收入合计 | {total} | 本年支出合计 | {total} |
| 收入总计 | {total} | 支出总计 | {total} |

{year}年项目支出表

部门名称：{department}

单位：万元

| 类型 | 项目名称 | 项目单位 | 合计 | 本年拨款 | | |
|---|---|---|---|---|---|---|
| | | | | 一般公共预算 | 政府性基金预算 | 国有资本经营预算 |
| 特定目标类 | 气象雷达维护 | {department} | {project} | {project} | | |
"""
    spending = f"""
{year}年支出总体情况表

部门名称：{department}

单位：万元

| 科目编码 | | | 单位代码 | 单位（科目名称） | 合计 | 基本支出 | 项目支出 |
|---|---|---|---|---|---|---|---|
| 类 | 款 | 项 | | | | | |
| | | | | 合计 | {total} | {running} | {project} |
| 220 | 05 | 01 | | 行政运行 | {running} | {running} | |
| 220 | 05 | 09 | | 气象服务 | {project} | | {project} |
"""
    title = f"{department}{year}年度{scope}预算\n\n第二部分 {year}年度{scope}预算情况说明\n\n"
    told = f"一、收入支出预算总体情况说明\n\n{department}{year}年度收入总计{total}万元，支出总计{total}万元。\n"
    return title + told + forms + (spending if expenditure else "")
