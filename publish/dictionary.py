"""Makes the data dictionary from the declarations: ``python -m publish.dictionary > docs/data-dictionary.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from forms.declaration import Column, Table
from forms.load import form_tables, record_tables

PATH = Path(__file__).parent.parent / "docs" / "data-dictionary.md"
TYPES = {
    "text": "文本",
    "code": "文本（代码）",
    "integer": "整数",
    "number": "数",
    "amount": "金额（元）",
    "date": "日期",
    "timestamp": "时间（UTC）",
    "json": "JSON 文本",
}
HEAD = """# 数据字典

由 `forms/` 中的声明生成（`make metadata`），请勿手工修改。金额一律以元计，按印刷的数字精确换算；空白和“-”为空（NULL），
印刷的 0 为 0。各表格表（公开表）都有相同的键列和证据列，只有 `row_kind` 为“明细”的行可以相加。
"""


def _row(column: Column, keys: tuple[str, ...]) -> str:
    notes = ["主键"] if column.name in keys else []
    if column.references:
        notes.append("引用 `{}.{}`".format(*column.references))
    meaning = column.meaning.replace("|", "\\|") + (f"（{'，'.join(notes)}）" if notes else "")
    return f"| `{column.name}` | {column.label} | {TYPES[column.type]} | {meaning} |"


def _table(table: Table, columns: tuple[Column, ...]) -> Iterator[str]:
    yield f"\n### `{table.name}` {table.label}{'（视图）' if table.is_view else ''}\n"
    yield f"{table.description}\n"
    yield from ("| 列 | 名称 | 类型 | 含义 |", "|---|---|---|---|")
    yield from (_row(column, table.primary_key) for column in columns)


def _lines() -> Iterator[str]:
    yield HEAD
    forms = list(form_tables().values())
    names = [[column.name for column in table.columns] for table in forms]
    shared = [column for column in forms[0].columns if all(column.name in listed for listed in names)]
    yield from ("## 公开表的共同列\n", "| 列 | 名称 | 类型 | 含义 |", "|---|---|---|---|")
    yield from (_row(column, forms[0].primary_key) for column in shared)
    yield "\n## 公开表\n\n下面只列各表自己的列，共同列见上。"
    common = {column.name for column in shared}
    for table in forms:
        yield from _table(table, tuple(column for column in table.columns if column.name not in common))
    yield "\n## 登记与核对"
    for table in record_tables().values():
        yield from _table(table, table.columns)


def rendered() -> str:
    """The whole dictionary as Markdown."""
    return "\n".join(_lines()) + "\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(rendered().encode())
