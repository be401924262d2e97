"""What stands around the narrative and the forms: title, file name, cover, contents, the annex's own page."""

from __future__ import annotations

from typing import Any


def frame(facts: dict[str, Any]) -> dict[str, Any]:
    """The frame as the city's departments word it."""
    return (pingdingshan if facts["city"] == "平顶山市" else xuchang)(facts)


def pingdingshan(facts: dict[str, Any]) -> dict[str, Any]:
    """2023年平顶山市…局部门预算公开."""
    name, year = facts["department"], facts["year"]
    title = f"{year}年{name}部门预算公开"
    return {
        "title": title,
        "file_name": f"{title}.pdf",
        "cover": [f"{year}年{name}", "部门预算公开"],
        "contents": [
            [1, f"第一部分 {name}概况"],
            [2, "一、主要职责"],
            [2, "二、部门预算单位构成情况"],
            [1, f"第二部分 {name}{year}年部门预算情况说明"],
            [1, "第三部分 名词解释"],
            [1, f"附件：{name}{year}年部门预算表"],
        ],
        "annex": f"附件：\n{name}\n{year}年部门预算表",
    }


def xuchang(facts: dict[str, Any]) -> dict[str, Any]:
    """许昌市…局（汇总）2024年度部门预算, or of one unit 单位预算."""
    name, year, kind = facts["name"], facts["year"], facts["scope"]
    bare, _, mark = name.partition("（")
    title = f"{name}{year}年度{kind}预算"
    return {
        "title": title,
        "file_name": f"{title}公开.pdf",
        "cover": [bare, *([f"（{mark}"] if mark else []), f"{year}年度{kind}预算"],
        "contents": [
            [1, f"第一部分 {kind}概况"],
            [2, "一、主要职责"],
            [2, "二、机构设置"],
            [2, "三、预算单位构成"],
            [1, f"第二部分 {name}{year}年{kind}预算情况说明"],
            [1, "第三部分 名词解释"],
            [1, f"附件：{name}{year}年{kind}预算表"],
        ],
        "annex": f"附件：\n{name}\n{year}年{kind}预算报表\n（报表因四舍五入，可能存在尾差）",
    }
