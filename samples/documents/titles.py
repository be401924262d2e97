"""Which forms each city discloses, in which order, and how it names them in the contents and on the page."""

from __future__ import annotations

# key, in the contents, on the table
PINGDINGSHAN = (
    ("revenue_expenditure", "部门收支预算表", "{y}年部门收支预算表"),
    ("revenue", "部门收入预算表", "{y}年部门收入预算表"),
    ("expenditure", "部门支出预算表", "{y}年部门支出预算表"),
    ("appropriation", "财政拨款收支总体情况表", "{y}年财政拨款收支总体情况表"),
    ("general_budget_expenditure", "一般公共预算支出预算表", "{y}年一般公共预算支出预算表"),
    ("basic_expenditure", "一般公共预算基本支出表", "一般公共预算基本支出表"),
    ("economic_classification", "支出经济分类汇总表", "支出经济分类汇总表"),
    ("three_public", "一般公共预算“三公”经费预算表", "{y}年一般公共预算“三公”经费预算表"),
    ("government_fund_expenditure", "政府性基金支出预算表", "{y}年政府性基金支出预算表"),
    ("projects", "项目支出预算表", "项目支出预算表"),
    ("department_performance", "部门（单位）整体绩效目标表", "本级部门(单位)整体绩效目标表"),
    ("project_performance", "部门预算项目绩效目标表", "{y}年度部门预算项目绩效目标表"),
    ("state_capital_expenditure", "国有资本经营预算情况表", "{y}年国有资本经营预算情况表"),
    ("procurement", "政府采购汇总表", "政府采购汇总表"),
)
XUCHANG = (
    ("revenue_expenditure", "{y}年收支总体情况表", "{y}年收支总体情况表"),
    ("revenue", "{y}年收入总体情况表", "{y}年收入总体情况表"),
    ("expenditure", "{y}年支出总体情况表", "{y}年支出总体情况表"),
    ("appropriation", "{y}年财政拨款收支总体情况表", "{y}年财政拨款收支总体情况表"),
    ("general_budget_expenditure", "{y}年一般公共预算支出情况表", "{y}年一般公共预算支出情况表"),
    ("basic_expenditure", "{y}年一般公共预算基本支出表", "{y}年一般公共预算基本支出表"),
    ("economic_classification", "{y}年支出经济分类汇总表", "{y}年支出经济分类汇总表"),
    ("three_public", "{y}年一般公共预算“三公”经费总体情况表", "{y}年一般公共预算“三公”经费支出情况表"),
    ("government_fund_expenditure", "{y}年政府性基金预算支出情况表", "{y}年政府性基金预算支出情况表"),
    ("state_capital_expenditure", "{y}年国有资本经营支出预算表", "{y}年国有资本经营预算支出情况表"),
    ("projects", "{y}年项目支出表", "{y}年项目支出表"),
    ("department_performance", "{y}年整体绩效目标表", "整体绩效目标表"),
    ("project_performance", "{y}年预算项目绩效目标汇总表", "{y}年预算项目绩效目标汇总表"),
)
EMPTY_NOTE = "注：如本表为空表，则表示本部门或单位当年无此项预算。"
THREE_PUBLIC_NOTE = (
    "注：本表“三公”经费按部门预算管理的有关规定编列，含因公出国（境）费、公务用车购置及运行费、公务接待费三项。"
    "（1）因公出国（境）费，反映工作人员因公出国（境）的住宿、交通、伙食、培训和杂项开支。"
    "（2）公务用车购置及运行费，反映公务用车的购置、租用、燃料、维修、过路过桥、保险和安全奖励开支。"
    "（3）公务接待费，反映按规定列支的各类公务接待开支。"
)
NOTED = frozenset(
    {
        "basic_expenditure",
        "economic_classification",
        "government_fund_expenditure",
        "state_capital_expenditure",
        "projects",
        "department_performance",
        "project_performance",
    }
)
