"""What stands in a Word file and is not read: hidden text, and tables in a header or footer."""

from __future__ import annotations

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.part import Part

from archive.extracted import Problem
from extract.readers.word.numbering import W
from extract.readers.word.printed import hidden, is_on, pieces, root

_QUOTED = 3


def unprinted(body: Any) -> list[Problem]:
    """What stands in the file but not on the page."""
    runs = [run for run in body.iter(f"{W}r") if hidden(run)]
    rows = [row for row in body.iter(f"{W}tr") if is_on(row.find(f"{W}trPr/{W}hidden"))]
    texts = ["".join(pieces(run)).strip() for run in runs]
    texts += ["".join(text.text or "" for text in row.iter(f"{W}t")) for row in rows]
    texts = [text for text in texts if text]
    if not texts:
        return []
    quoted = "；".join(text[:20] for text in texts[:_QUOTED]) + ("等" if len(texts) > _QUOTED else "")
    return [Problem("hidden_text", f"正文有 {len(texts)} 处隐藏文字，打印时不出现，未读取：{quoted}")]


def in_headers(main: Part) -> list[Problem]:
    """Tables with figures in a header or footer, which are no part of the body."""
    parts = [r.target_part for r in main.rels.values() if r.reltype in (RELATION.HEADER, RELATION.FOOTER)]
    tables = [table for part in parts for table in root(part).iter(f"{W}tbl")]
    figures = [
        table for table in tables if any(char.isdigit() for text in table.iter(f"{W}t") for char in text.text or "")
    ]
    return [Problem("header_table", f"页眉或页脚中有 {len(figures)} 个带数字的表格，未读取")] if figures else []
