"""``/llms.txt``: what a program that reads for people must know before it adds anything up, and where the data is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from datasette.utils.asgi import Response
from pluggy import HookimplMarker

from forms.declaration import Table
from forms.load import form_tables, record_tables
from publish.metadata import DESCRIPTION, TITLE
from publish.plugin.guide import OPERATIONAL, ROW_KINDS, examples

hookimpl = HookimplMarker("datasette")
RULES = """Budgets of the departments of Henan's cities (China) as published: every printed row, the narrative,
and accounting checks. Values and descriptions are Chinese, names of tables and columns are English.

## 先读这里

- 金额在 JSON、CSV、SQL 里一律是元（yuan），整数或最多两位小数；网页上以万元显示。
- NULL 是没有印数字（空白、“-”），0 是印刷的 0。
- 各公开表里合计、小计和明细在一起：只有 `row_kind = '明细'` 的行可以相加。{kinds}。
- 部门（scope = '部门'）的数字已包含所属单位（scope = '单位'）。比较部门用视图 `totals`：每个部门每年一行，不重复计算。
- 同一笔支出印在几张表里，一次只用一张表。`stage` 分预算和决算。
- 部门更名以后 `department_id` 不变；跨年比较用它，不用名称。
- 引用要给出处：每行的 `document`、`page`、`source_table`、`source_row`；`/page/<document>/<page>` 是原件的这一页，
  `/document/<document>` 是文件（来源网址、SHA-256、引用格式），`/files/<sha256>` 是原件。
- `checks` 里 passed = 0 的是对不上的数字，见 [/findings](/findings)。数据由程序读出，引用前请核对原件。

## 取数据

- 表的行：`/archive/<表>.json?<列>=<值>&_shape=objects`，每次最多 1,000 行，按 `next_url` 续取。
- 全部行：`/archive/<表>.csv?<列>=<值>`（UTF-8，带 BOM；以 = + - @ 开头的文字前加 '）。
- 同样的地址加 `.parquet`（金额为 decimal）或 `.xlsx`（中文列名，最多 100,000 行）。
- SQL（SQLite，只读）：`/archive.json?sql=…&_shape=objects`，最多 1,000 行（`truncated` 为真时不全）；
  `/archive.csv?sql=…` 为全部行。
- 全文检索：`/search?q=…`；表内 `/archive/<表>.json?_search=…`（任意长度的中文词）。
- 新文件和修订：[/feed/documents.atom](/feed/documents.atom)、[/feed/revisions.atom](/feed/revisions.atom)；
  全部页面：[/sitemap.xml](/sitemap.xml)。
- 逐表逐列的说明：[/guide](/guide)；给程序的：[/datapackage.json](/datapackage.json)。"""


def _listed(title: str, tables: list[Table]) -> Iterator[str]:
    yield f"\n## {title}\n"
    for table in tables:
        address = f"/archive/{table.name}{'.json?_shape=objects' if table.is_view else '.md'}"
        yield f"- [{table.name}]({address}) {table.label}：{table.description}"


def text() -> str:
    """The whole of it, in the shape of llmstxt.org."""
    kinds = "；".join(f"{kind}：{meaning.rstrip('。')}" for kind, meaning in ROW_KINDS.items())
    records = [table for table in record_tables().values() if table.name not in OPERATIONAL]
    lines = [f"# {TITLE}\n", f"> {DESCRIPTION}\n", RULES.format(kinds=kinds)]
    lines += _listed("比较用的视图", [table for table in records if table.is_view])
    lines += _listed("公开的表", list(form_tables().values()))
    lines += _listed("登记、核对与分类", [table for table in records if not table.is_view])
    lines.append("\n## SQL 举例")
    lines += [f"\n{example.title}。{example.why}\n\n```sql\n{example.sql}\n```" for example in examples()]
    return "\n".join(lines) + "\n"


async def page() -> Any:
    return Response.text(text())


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/llms\.txt$", page)]
