"""An archive of any size, made of invented disclosures: the same one in every run."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from archive import figures, search
from archive.opening import create_or_open

YEARS = range(2015, 2025)
DEPARTMENTS_OF_A_CITY = 60
ROWS_OF_A_DISCLOSURE = 50
"""At least; a small archive has fewer disclosures, not emptier ones."""
WORDS = [
    "医疗",
    "教育",
    "信息化",
    "河道",
    "治理",
    "差旅",
    "培训",
    "设备",
    "购置",
    "改造",
    "道路",
    "水利",
    "救助",
    "补助",
]
CHECKS = 20
AMOUNTS = random.Random(20261122)  # noqa: S311 - the same archive in every run


def _hash(number: int) -> str:
    """As documents are numbered: rows that belong together lie anywhere in the order of the primary key."""
    return hashlib.sha256(str(number).encode()).hexdigest()


def make(path: Path, rows: int) -> None:
    """An archive of about ``rows`` form rows: expenditure and projects of the departments of 18 cities."""
    db = create_or_open(path)
    db.conn.execute("pragma synchronous = off")
    cities = db.execute("select division_code, name from cities where level = 'city' order by 1").fetchall()[:18]
    owners = [
        (code, name, f"{code}-{at:010x}", f"{name}第{at}局")
        for at in range(DEPARTMENTS_OF_A_CITY)
        for code, name in cities
    ]
    all_disclosures = len(owners) * len(YEARS)
    each = max(ROWS_OF_A_DISCLOSURE, rows // all_disclosures)
    disclosures = min(all_disclosures, max(len(YEARS), rows // each))
    db.conn.execute("begin")
    db.table("departments").insert_all(
        {"id": identity, "division_code": code, "name": name, "scope": "部门"} for code, _, identity, name in owners
    )
    db.conn.commit()
    batch: dict[str, list[dict[str, Any]]] = {}
    for number in range(disclosures):
        _, city, identity, name = owners[number // len(YEARS)]
        year = YEARS[number % len(YEARS)]
        for table, row in _disclosure(number, city, identity, name, year, each):
            batch.setdefault(table, []).append(row)
        if number % 200 == 199 or number == disclosures - 1:
            for table, made in batch.items():
                db.table(table).insert_all(made)
            batch.clear()
    search.refresh(db)
    figures.refresh(db.conn)
    db.conn.commit()
    db.execute("analyze")
    db.close()


def _disclosure(
    number: int, city: str, identity: str, name: str, year: int, each: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    keys = {"city": city, "department": name, "department_id": identity, "year": year, "stage": "预算", "scope": "部门"}
    document = _hash(number)
    yield "documents", {
        **keys, "id": document, "file_sha256": document, "title": f"{name}{year}年部门预算", "status": "extracted",
        "outcome": "ok", "media_type": "application/pdf", "pages": 30, "bytes": 1_000_000,
        "first_seen_at": f"{year}-02-01T00:00:00Z", "last_seen_at": f"{year}-02-01T00:00:00Z",
    }  # fmt: skip
    failed = int(number % 20 == 0)
    yield "disclosures", {
        **keys, "id": f"{identity}-{year}-budget-department", "document": document, "versions": 1,
        "checks_passed": CHECKS - failed, "checks_failed": failed, "trust": "有未通过" if failed else "全部通过",
    }  # fmt: skip
    evidence = {"document": document, "row_kind": "明细", "page": 12, "source_table": f"{document}-t1", "source_row": 3}
    spending = each * 6 // 10
    total = 0
    for row in range(1, spending + 1):
        basic, project = AMOUNTS.randrange(10**6) * 100, AMOUNTS.randrange(10**6) * 100
        total += basic + project
        yield "expenditure", {
            **keys, **evidence, "row": row, "row_kind": "其中" if row % 9 == 0 else "明细",
            "function_code": str(2010101 + AMOUNTS.randrange(9) * 10000 + row % 90),
            "function": f"科目{row % 90}", "total": basic + project, "basic_total": basic, "project_total": project,
        }  # fmt: skip
    yield "expenditure", {**keys, **evidence, "row": spending + 1, "row_kind": "合计", "total": total}
    for row in range(1, each - spending - 2):
        yield "projects", {
            **keys, **evidence, "row": row, "project": "".join(AMOUNTS.sample(WORDS, 3)) + str(row),
            "budget_unit": name, "total": AMOUNTS.randrange(10**6) * 100,
        }  # fmt: skip
    for row, side in enumerate(("收入", "支出"), 1):
        yield "revenue_expenditure", {
            **keys, **evidence, "row": row, "side": side, "item": "总计", "row_kind": "合计", "amount": total,
        }  # fmt: skip
    for check in range(CHECKS):
        yield "checks", {
            "document": document, "rule": "row", "description": "合计 = 基本 + 项目", "left_value": total,
            "right_value": total, "difference": 0, "tolerance": 500, "passed": int(check >= failed),
            "location": f"支出总体情况表，第 {check + 1} 行（第 12 页）",
        }  # fmt: skip
