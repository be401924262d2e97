"""A small archive whose every figure is known."""

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from sqlite_utils import Database

from archive import search
from archive.files import Files
from archive.opening import create_or_open

HOSTILE = "<script>alert('hit')</script>"
BLACK = (100, 200, 300, 220)
"""Where page 12 of 教育局's 2023 budget is black, in points from the top left; the second row of its table."""
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@dataclass(frozen=True)
class Small:
    """The archive and the ids of its documents by (department, year)."""

    db: Path
    files: Path
    ids: dict[tuple[str, int], str]


def _disclosure(db: Database, identity: str, department: str, year: int, scope: str = "部门", **figures: Any) -> None:
    keys = {
        "city": "平顶山市", "department": department, "department_id": f"410400-{department}", "year": year,
        "stage": "预算", "scope": scope,
    }  # fmt: skip
    db.table("documents").insert({
        **keys, "id": identity, "file_sha256": identity, "title": f"{department}{year}年部门预算", "bytes": len(PDF),
        "first_seen_at": f"{year}-02-01T01:02:03Z", "last_seen_at": "2026-11-22T01:02:03Z", "pages": 20,
        "media_type": "application/pdf", "status": "extracted", "outcome": "ok", "sample": 1,
        "source_url": "https://example.test/a.pdf", **figures.get("document", {}),
    })  # fmt: skip
    db.table("disclosures").insert({
        **keys, "id": f"{department}-{year}-{scope}", "document": identity, "versions": 1, "trust": "全部通过",
        "checks_passed": 1, "checks_failed": 0, **figures.get("disclosure", {}),
    })  # fmt: skip
    for table, rows in figures.items():
        if table in ("document", "disclosure"):
            continue
        for number, row in enumerate(rows, 1):
            evidence = {"page": 12, "source_table": f"{identity}-1", "source_row": 1, "reading": "printed"}
            db.table(table).insert({**keys, "document": identity, "row": number, "row_kind": "明细", **evidence, **row})


def _balance(revenue: Any, expenditure: Any, carryover: Any = None) -> list[dict[str, Any]]:
    return [
        {"side": "收入", "item": "总计", "row_kind": "合计", "amount": revenue},
        {"side": "收入", "item": "上年结转结余", "amount": carryover},
        {"side": "支出", "item": "总计", "row_kind": "合计", "amount": expenditure},
    ]


def _pages() -> bytes:
    """Twenty landscape pages, the twelfth with a black row."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(842, 595), invariant=True)
    for number in range(1, 21):
        if number == 12:
            x0, top, x1, bottom = BLACK
            canvas.rect(x0, 595 - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def _fill(db: Database, files: Path) -> dict[tuple[str, int], str]:
    stored = Files(files)
    ids = {key: stored.put(PDF + f"{key}".encode()) for key in [("教育局", 2022), ("水利局", 2023), ("第一小学", 2023)]}
    ids["教育局", 2023] = stored.put(_pages())
    db.table("departments").insert_all([
        {"id": "410400-教育局", "division_code": "410400", "name": "教育局", "scope": "部门",
         "names": json.dumps([{"name": "教育体育局", "year": 2022}, {"name": "教育局", "year": 2023}],
                             ensure_ascii=False)},
        {"id": "410400-水利局", "division_code": "410400", "name": "水利局", "scope": "部门"},
        {"id": "410400-第一小学", "division_code": "410400", "name": "第一小学", "scope": "单位",
         "parent": "410400-教育局"},
    ])  # fmt: skip
    _disclosure(db, ids["教育局", 2022], "教育局", 2022, revenue_expenditure=_balance(8000000, 8000000))
    _disclosure(
        db, ids["教育局", 2023], "教育局", 2023,
        document={"checks_passed": 1, "checks_failed": 1, "title": f"教育局2023年部门预算{HOSTILE}"},
        disclosure={"trust": "有未通过", "checks_failed": 1},
        revenue_expenditure=_balance(10000000, 10000000, 250000.5),
        expenditure=[
            {"row_kind": "合计", "total": 10000000, "basic_total": 7500000, "project_total": 2500000},
            {"function_code": "2050201", "function": "学前教育", "total": 6000000.25, "basic_total": 5000000,
             "project_total": 1000000.25, "unplaced": json.dumps({"上年/合计": HOSTILE}, ensure_ascii=False)},
            {"function_code": "2080505", "function": HOSTILE, "total": 3999999.75, "basic_total": 2500000,
             "project_total": 1499999.75},
        ],
        three_public=[{"total": 90000, "overseas_travel": 0, "vehicle_purchase": None, "vehicle_operation": 60000.1,
                       "vehicles_total": 60000.1, "reception": 29999.9}],
        basic_expenditure=[
            {"row_kind": "合计", "total": 7500000, "personnel": 6000000, "public_expenses": 1500000},
            {"department_economic_code": "30101", "total": 6000000, "personnel": 6000000},
            {"department_economic_code": "30201", "total": 1500000, "public_expenses": 1500000},
        ],
        projects=[
            {"row_kind": "合计", "total": 2500000},
            {"project": "校园5G网络建设", "total": 1500000, "budget_unit": "教育局"},
            {"project": "教师差旅培训", "total": 1000000, "budget_unit": "第一小学"},
        ],
        procurement=[{"item": "台式计算机", "catalogue": "货物", "measure_unit": "台", "quantity": 3, "amount": 10000,
                      "function_code": "2050201"}],
    )  # fmt: skip
    _disclosure(
        db, ids["水利局", 2023], "水利局", 2023,
        revenue_expenditure=_balance(4000000, 4000000, 1000000),
        expenditure=[{"function_code": "2130301", "function": "行政运行", "total": 4000000, "basic_total": 1000000,
                      "project_total": 3000000}],
        projects=[{"project": "河道治理", "total": 3000000}],
    )  # fmt: skip
    _disclosure(
        db, ids["第一小学", 2023], "第一小学", 2023, "单位",  # contained in 教育局: never counted beside it
        revenue_expenditure=_balance(1000000, 1000000),
        projects=[{"project": "教师差旅培训", "total": 1000000}],
    )  # fmt: skip
    document = ids["教育局", 2023]
    db.table("source_tables").insert({
        "id": f"{document}-1", "document": document, "number": 1, "page": 12, "form": "expenditure",
        "title": "支出总体情况表", "money_unit": "万元", "grid": json.dumps(
            [{"cells": ["科目", "合计"], "box": [0, 0, 9, 9]},
             {"cells": [HOSTILE, "600.000025"], "box": BLACK}]),
    })  # fmt: skip
    db.table("sections").insert({
        "document": document, "number": 1, "heading": "三公经费", "path": "第二部分/三公经费", "page": 6,
        "text": f"２０２３年公务接待费比上年下降，医疗保障支出持平。{HOSTILE}",
    })  # fmt: skip
    db.table("checks").insert_all([
        {"document": document, "rule": "sum_details", "description": "各项之和等于合计", "left_value": 10000000,
         "right_value": 10000000, "difference": 0, "tolerance": 500, "passed": 1},
        {"document": document, "rule": "row", "description": f"合计 = 基本 + 项目{HOSTILE}", "left_value": 10000000,
         "right_value": 9999000, "difference": 1000, "tolerance": 500, "passed": 0, "location": "支出总体情况表"},
    ])  # fmt: skip
    db.table("problems").insert(
        {"document": document, "kind": "unplaced", "message": f"列没有归处{HOSTILE}", "page": 3}
    )
    db.table("form_states").insert(
        {"document": document, "form": "government_fund_expenditure", "state": "declared empty"}
    )
    return ids


def make(folder: Path) -> Small:
    """The archive in ``folder``, with its search index."""
    db = create_or_open(folder / "archive.db")
    ids = _fill(db, folder / "files")
    search.refresh(db)
    db.close()
    return Small(folder / "archive.db", folder / "files", ids)
