"""Completes compact facts: derives every form, then the narrative, contents and titles around them."""

from __future__ import annotations

from typing import Any

from samples.documents import derive_balance as balance
from samples.documents import derive_goals as goals
from samples.documents import derive_spending as spending
from samples.documents import figures
from samples.documents import store as stated
from samples.documents.amounts import Printer
from samples.documents.frames import frame
from samples.documents.labels import ordinal
from samples.documents.model import CAPITAL, FUND, GENERAL, Compact, compact
from samples.documents.narrative import narrative
from samples.documents.titles import EMPTY_NOTE, NOTED, PINGDINGSHAN, THREE_PUBLIC_NOTE, XUCHANG


def complete(slug: str, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts with `forms`, `narrative`, `listed`, `contents`, `cover` added, as a stated document has them."""
    facts = resolved(facts)
    facts.setdefault("article", slug)
    facts.setdefault("name", facts["department"])
    forms = forms_of(facts)
    now = figures.of(map(_as_form, forms))
    return {
        **frame(facts),
        **facts,
        "forms": forms,
        "glossary": True,
        "listed": listed(facts),
        "narrative": narrative(facts, now, before(facts)),
    }


def resolved(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts of a correction ("corrects": slug, "changed": {project code: its new lines, targets}) or of one unit's
    document ("part_of": slug, "unit": code) laid over the document they start from."""
    start = facts.get("corrects") or facts.get("part_of")
    if not start:
        return dict(facts)
    merged = {**stated.read(start), **facts}
    for project in merged["projects"]:
        changed = facts.get("changed", {}).get(project["code"], {})
        project["targets"] |= changed.get("targets", {})
        project["lines"] = changed.get("lines", project["lines"])
    return merged


def before(facts: dict[str, Any]) -> figures.Figures:
    """Last year's figures: of the document named `previous` (its unit's part for a unit), or as stated."""
    if "previous" not in facts:
        return figures.before(facts["before"])
    earlier = stated.read(facts["previous"])
    if "forms" not in earlier:
        earlier = resolved(earlier) | ({"unit": facts["unit"]} if "unit" in facts else {})
        earlier["forms"] = forms_of(earlier)
    return figures.of(map(_as_form, earlier["forms"]))


def _as_form(form: dict[str, Any]) -> Any:
    return stated.form_of(form, "")


def listed(facts: dict[str, Any]) -> list[str]:
    """Contents entries of the annex."""
    forms, end = (PINGDINGSHAN, "") if facts["city"] == "平顶山市" else (XUCHANG, "；")
    return [f"{ordinal(at)}、{entry.format(y=facts['year'])}{end}" for at, (_, entry, _) in enumerate(forms, 1)]


def forms_of(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """Every form the document prints, in the city's order, as stated forms are written in YAML."""
    whole = compact(facts)
    model = whole.only(facts["unit"]) if "unit" in facts else whole
    named = PINGDINGSHAN if facts["city"] == "平顶山市" else XUCHANG
    found = []
    for key, _, title in named:
        if key in facts.get("absent", ()):
            continue
        form = {"key": key, "title": title.format(y=facts["year"]), "rows": rows_of(key, model, facts)}
        form["note"] = THREE_PUBLIC_NOTE if key == "three_public" else EMPTY_NOTE if key in NOTED else ""
        label = "单位名称" if facts["scope"] == "单位" else "部门名称"
        form["subject"] = f"{label}：{facts.get('name', facts['department'])}"
        if key == "department_performance":
            form |= {"subject": "", "unit": "", "subtitle": f"({facts['year']}年度)"}
        elif key == "project_performance":
            form["unit"] = ""
        found.append(form)
    return found


def rows_of(key: str, model: Compact, facts: dict[str, Any]) -> list[list[str]]:
    """The rows of one form."""
    show = Printer(model.style)
    if key == "department_performance":
        name = facts.get("name", facts["department"])
        head = (
            ["部门（单位）名称", "<", name, "<", "<"]
            if facts["city"] == "平顶山市"
            else [f"部门名称：{name}", "<", "<", "<", "<"]
        )
        return goals.department_performance(model, show, facts["performance"], head)
    if key == "project_performance":
        return goals.project_performance(model, show, facts.get("layout", {}).get("merge_projects", False))
    sources = {
        "expenditure": None,
        "general_budget_expenditure": GENERAL,
        "government_fund_expenditure": FUND,
        "state_capital_expenditure": CAPITAL,
    }
    if key in sources:
        return spending.by_function(model, show, sources[key])
    makers = {
        "revenue_expenditure": balance.revenue_expenditure,
        "revenue": balance.revenue,
        "appropriation": balance.appropriation,
        "basic_expenditure": spending.basic_expenditure,
        "economic_classification": spending.economic_classification,
        "three_public": spending.three_public,
        "projects": spending.project_rows,
        "procurement": goals.procurement,
    }
    return makers[key](model, show)
