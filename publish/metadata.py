"""Makes ``metadata.yml`` for Datasette from the declarations: ``python -m publish.metadata > metadata.yml``.

The file is committed and holds everything Datasette tells about the data: titles, descriptions,
facets, labels and the canned queries. A test fails when it is not what this module would write.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

from archive import counts, figures
from archive.search import INDEXED, fts_table
from forms.declaration import Column, Table
from forms.load import all_tables
from publish.questions import questions

PATH = Path(__file__).parent.parent / "metadata.yml"
DATABASE = "archive"
TITLE = "河南省市级部门预算公开档案"
DESCRIPTION = (
    "收录河南省、各省辖市及县（市、区）部门公开的预算：原件、逐行数据、文字说明和勾稽核对。"
    "数据由程序从公开文件中读出，每个数字都可回到原件的页和表；引用前请核对原件。"
)
SUM_RULE = "只有行类型为“明细”的行可以相加，“其中”“小计”“单位”“部门”“合计”已包含在内。"
LABEL_COLUMNS = {
    "documents": "title",
    "departments": "name",
    "disclosures": "department",
    "source_tables": "title",
    "sections": "heading",
    "projects": "project",
    "cities": "name",
    "sites": "id",
    "function_codes": "name",
    "economic_codes": "name",
}
SORTS = {
    "documents": {"sort_desc": "first_seen_at"},
    "fetches": {"sort_desc": "id"},
    "revisions": {"sort_desc": "id"},
    "problems": {"sort_desc": "id"},
    "checks": {"sort": "passed"},
    "totals": {"sort": "department_id"},  # a department's years stand together
}

SITEMAP = """select path from (
  select '/' as path, 0 as place union all select '/findings', 1 union all select '/guide', 1
  union all select '/compare', 1
  union all select '/city/' || division_code, 2 from cities c
    where exists (select 1 from departments d where d.division_code = c.division_code)
  union all select '/department/' || department_id, 3 from disclosures group by department_id
  union all select '/document/' || id, 4 from documents where replaced_by is null
) order by place, path"""
# Facets, filters, searches and drawn pages are without number: robots stay on the pages that lead to everything.
PLUGINS: dict[str, dict[str, Any]] = {
    "datasette-block-robots": {
        "literal": "\n".join(
            ["User-agent: *", "Allow: /llms.txt", "Allow: /archive/*.md$"]
            + [
                f"Disallow: {path}"
                for path in ("/archive/", "/archive?", "/archive.", "/search", "/compare?", "/page/")
            ]
            + ["Allow: /"]
        )
    },
    "datasette-sitemap": {
        "database": DATABASE,
        "sql": SITEMAP,
    },
}


def column_text(column: Column) -> str:
    """``label（元）：meaning`` as it stands beside the column's name."""
    if column.unit:
        return f"{column.label}（{column.unit}）：{column.meaning}"
    return f"{column.label}：{column.meaning}"


def _table(table: Table) -> dict[str, Any]:
    adds_up = table.amounts() and "row_kind" in {column.name for column in table.columns}
    described: dict[str, Any] = {
        "title": table.label,
        "description": f"{table.description}{SUM_RULE}" if adds_up else table.description,
        "columns": {column.name: column_text(column) for column in table.columns},
        "facets": list(table.facets),
        "size": 50,
    }
    if table.name in LABEL_COLUMNS:
        described["label_column"] = LABEL_COLUMNS[table.name]
    described.update(SORTS.get(table.name, {}))
    if table.name in INDEXED:
        described.update(fts_table=fts_table(table.name), fts_pk="rowid")
    return described


def metadata() -> dict[str, Any]:
    """The whole of ``metadata.yml``."""
    tables = {table.name: _table(table) for table in all_tables().values()}
    tables.update({name: {"hidden": True} for name in (*map(fts_table, INDEXED), counts.TABLE, figures.TABLE)})
    queries = {
        asked.name: {
            "title": asked.title,
            "description": asked.description,
            "params": list(asked.params),
            "hide_sql": True,
            "sql": asked.sql,
        }
        for asked in questions().values()
    }
    return {
        "title": TITLE,
        "description": DESCRIPTION,
        "plugins": PLUGINS,
        "databases": {
            DATABASE: {"title": "预算档案", "description": DESCRIPTION, "queries": queries, "tables": tables}
        },
    }


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks, so that a query can be read in a diff."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def rendered() -> str:
    """The text of ``metadata.yml``."""
    head = "# Made by `make metadata` from forms/ and publish/queries/. Edit those and make it anew.\n"
    return head + yaml.dump(metadata(), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)


if __name__ == "__main__":
    sys.stdout.buffer.write(rendered().encode())
