"""The trust report: how many checks hold, and every one that does not, with its evidence."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from archive.trust import ALL_PASSED


def trust(db: Database) -> dict[str, Any]:
    """Counts, disclosures and findings; ``value_unit`` says in what a finding's values are."""
    disclosures = list(
        db.query(
            "select city, department, year, stage, scope, document, checks_passed, checks_failed, trust "
            "from disclosures order by city, department, year, stage, scope"
        )
    )
    findings = list(
        db.query(
            "select d.city, d.department, d.year, d.stage, d.scope, c.rule, c.description, c.left_value, "
            "c.right_value, c.difference, c.tolerance, c.value_unit, c.location, c.document "
            "from checks c join documents d on d.id = c.document where not c.passed "
            "order by d.city, d.department, d.year, c.id"
        )
    )
    problems = {
        row["kind"]: row["n"]
        for row in db.query("select kind, count(*) n from problems group by kind order by n desc, kind")
    }
    return {
        "disclosures": len(disclosures),
        "all_passed": sum(1 for row in disclosures if row["trust"] == ALL_PASSED),
        "checks_passed": sum(row["checks_passed"] or 0 for row in disclosures),
        "checks_failed": sum(row["checks_failed"] or 0 for row in disclosures),
        "by_disclosure": disclosures,
        "findings": findings,
        "problems": problems,
    }


def as_text(report: dict[str, Any]) -> str:
    """The report for a reader at a terminal."""
    summary = f"{report['disclosures']} disclosures, {report['all_passed']} with every check passed"
    lines = [f"{summary}; checks: {report['checks_passed']} passed, {report['checks_failed']} failed"]
    lines.extend(
        f"  {row['city'] or '?'}  {row['department']}  {row['year']} {row['stage']} {row['scope']}: "
        f"{row['checks_passed'] or 0} passed, {row['checks_failed'] or 0} failed  [{row['trust']}]"
        for row in report["by_disclosure"]
    )
    if report["findings"]:
        lines.append("What does not add up:")
    for row in report["findings"]:
        values = (
            f"  {row['left_value']:,} ≠ {row['right_value']:,} {row['value_unit'] or ''}".rstrip()
            if row["left_value"] is not None
            else ""
        )
        lines.append(f"  {row['department']} {row['year']}: {row['description']}{values}\n    {row['location']}")
    if report["problems"]:
        lines.append("Problems: " + ", ".join(f"{kind} {count}" for kind, count in report["problems"].items()))
    return "\n".join(lines)
