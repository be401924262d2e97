"""Full-text search in Chinese: every Han character is a token of its own, so 教育, 医 and 差旅费 are all found.

SQLite's own tokenizers see a run of Chinese as one word (unicode61) or lose words shorter than three
characters without a sign (trigram). Here the text is stored spaced out and a query becomes phrases of
characters. One FTS5 table per searchable table, ``<table>_fts``, under the same rowid.

Triggers take a row out of the index whenever it is deleted or its text changes; ``refresh`` puts in
the rows that are missing. So a replaced row can at worst be missing until ``refresh``, never a ghost.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC
from sqlite_utils import Database

INDEXED: dict[str, tuple[str, ...]] = {
    "departments": ("name", "names"),
    "documents": ("title", "department", "city", "county"),
    "sections": ("heading", "path", "text"),
    "projects": ("project", "category", "department", "budget_unit"),
    "project_targets": ("project", "indicator", "target", "department"),
    "department_targets": ("level1", "level2", "level3", "target", "note", "department"),
    "procurement": ("item", "specification", "budget_unit", "department"),
}
"""Searchable tables and their text columns; the first column weighs most in the ranking."""

_HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_TOKEN = re.compile(r"[^\W_]+")
BATCH = 5000


def fts_table(table: str) -> str:
    """The name of a table's index."""
    return f"{table}_fts"


def spaced(text: str | None) -> str:
    """The text as it is indexed: one form of digits, letters and brackets, Han characters set apart."""
    return _HAN.sub(lambda han: f" {han[0]} ", unicodedata.normalize("NFKC", text or "").lower())


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


@dataclass(frozen=True)
class Phrase:
    """One word of a query: its tokens in each way of writing (as typed, in simplified characters), and whether the
    last token may go on."""

    spellings: tuple[tuple[str, ...], ...]
    open_end: bool

    def match(self) -> str:
        """The FTS5 expression that finds it."""
        end = "*" if self.open_end else ""
        listed = [f'"{" ".join(tokens)}"{end}' for tokens in self.spellings]
        return listed[0] if len(listed) == 1 else f"({' OR '.join(listed)})"


def phrases(query: str | None) -> list[Phrase]:
    """The words of a query. They are parted by white space; ``"…"`` keeps words together; a trailing ``*`` finds
    longer Latin words and numbers too."""
    folded = unicodedata.normalize("NFKC", query or "").lower()
    found = []
    for quoted, word in re.findall(r'"([^"]*)"|([^\s"]+)', folded):
        printed = quoted or word
        spellings = dict.fromkeys(tuple(_TOKEN.findall(spaced(text))) for text in (printed, _simplified(printed)))
        if any(spellings):
            found.append(Phrase(tuple(spellings), printed.endswith("*")))
    return found


def _simplified(text: str) -> str:
    return str(_simplifier().convert(text)) if _HAN.search(text) else text


def match_query(query: str | None) -> str:
    """The FTS5 query that finds every row holding all words of ``query`` as substrings. A query without any letter or
    digit finds nothing."""
    return " AND ".join(phrase.match() for phrase in phrases(query)) or '""'


def create(db: Database) -> None:
    """Creates the index tables and their triggers where they are missing."""
    existing = set(db.table_names())
    with db.atomic():
        for table, columns in INDEXED.items():
            if table not in existing:
                continue
            index = fts_table(table)
            listed = ", ".join(columns)
            weights = ", ".join("4.0" if column == columns[0] else "1.0" for column in columns)
            if index not in existing:
                db.execute(f"create virtual table \"{index}\" using fts5 ({listed}, tokenize='unicode61')")
                db.execute(f"insert into \"{index}\" (\"{index}\", rank) values ('rank', 'bm25({weights})')")
            for event, row in (("insert", "new"), (f"update of {listed}", "old"), ("delete", "old")):
                # on insert too: where a REPLACE removed the old row without firing the delete trigger
                db.execute(
                    f'create trigger if not exists "{index}_{event.split()[0]}" after {event} on "{table}" '
                    f'begin delete from "{index}" where rowid = {row}.rowid; end'
                )


def refresh(db: Database, documents: Iterable[str] | None = None) -> int:
    """Indexes the rows that are not in the index yet; gives how many.

    ``documents`` limits the look to the rows of these documents and to the departments, which is cheap enough
    for the end of each transaction. Without it, everything is looked at and orphans are dropped too.
    """
    wanted = None if documents is None else list(documents)
    added = 0
    with db.atomic():
        for table in INDEXED:
            index = fts_table(table)
            missing = f'not exists (select 1 from "{index}_docsize" d where d.id = t.rowid)'
            if wanted is None:
                orphans = f'select id from "{index}_docsize" where id not in (select rowid from "{table}")'
                db.execute(f'delete from "{index}" where rowid in ({orphans})')
            if wanted is None or table == "departments":
                added += _index(db, table, missing)
            else:
                key = "id" if table == "documents" else "document"
                added += sum(_index(db, table, f"{missing} and {key} = ?", document) for document in wanted)
    return added


def _index(db: Database, table: str, where: str, *parameters: str) -> int:
    columns = ", ".join(INDEXED[table])
    rowids = [row[0] for row in db.execute(f'select rowid from "{table}" as t where {where}', parameters)]
    select = f'select rowid, {columns} from "{table}" where rowid in (select value from json_each(?))'
    marks = ", ".join("?" * (len(INDEXED[table]) + 1))
    insert = f'insert into "{fts_table(table)}" (rowid, {columns}) values ({marks})'
    for start in range(0, len(rowids), BATCH):
        rows = db.execute(select, [json.dumps(rowids[start : start + BATCH])])
        db.conn.executemany(insert, [(row[0], *map(spaced, row[1:])) for row in rows])
    return len(rowids)
