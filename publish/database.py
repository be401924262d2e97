"""The archive as Datasette reads it: what it asks again for every page is counted and looked up once."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any

from datasette.database import Database, QueryInterrupted, Results
from datasette.utils import CustomRow

from archive.counts import TABLE
from publish.counting import FEW, Asked, Tally, asked, hits_of, is_filtered, rows_asked, tallied, with_many_hits
from publish.memo import state_of
from publish.questions import questions

MOST_TALLIED = 64
GIVEN_UP_SECONDS = 10.0
"""A selection that took too long is not gone through again for each of its facets."""
FREE_MILLISECONDS = 1000
"""For SQL that readers write. The pages of tables and the canned queries may take as long as the settings allow."""


@cache
def _canned() -> frozenset[str]:
    return frozenset(question.sql for question in questions().values())


class ArchiveDatabase(Database):  # type: ignore[misc]  # Datasette has no types
    """A ``Database`` that gives Datasette the same answers sooner."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._tallied: OrderedDict[object, tuple[object, Tally | QueryInterrupted, float]] = OrderedDict()
        self._schema: tuple[object, dict[tuple[str, str], Any]] = (None, {})

    async def execute(self, sql: str, params: Any = None, *more: Any, **named: Any) -> Any:
        question, rows = asked(sql), rows_asked(sql)
        page = question or rows
        if not (is_filtered(page.where) if page else sql.strip() in _canned()):
            limit = named.get("custom_time_limit") or FREE_MILLISECONDS
            named["custom_time_limit"] = min(limit, FREE_MILLISECONDS)
        try:
            if question is not None and (counting := question.from_counts()) is not None:
                return await super().execute(counting, params, *more, **{**named, "log_sql_errors": False})
            if rows is not None:
                wording = rows.sorted_ if await self._at_most_few(rows.counted, params) else rows.in_order
                if (hits := hits_of(rows.where)) and not await self._at_most_few(hits, params):
                    wording = with_many_hits(wording)
                return await super().execute(wording, params, *more, **named)
        except sqlite3.OperationalError as error:
            if f"no such table: {TABLE}" not in str(error):
                raise
            # an archive that nobody has written since there are counts
        if question is not None and (grouping := question.grouped()) is not None:
            try:
                return await self._from_tally(question, grouping, params, named.get("custom_time_limit"))
            except QueryInterrupted:
                if question.column is not None:  # counting alone may do
                    raise
        return await super().execute(sql, params, *more, **named)

    async def _at_most_few(self, counting: str | None, params: Any) -> bool:
        if counting is None:
            return False
        return bool((await super().execute(counting, params, log_sql_errors=False)).rows[0][0] <= FEW)

    async def _from_tally(self, question: Asked, grouping: str, params: Any, limit: int | None) -> Results:
        key = (grouping, repr(params))
        state = state_of(self.ds)
        kept = self._tallied.pop(key, None)
        is_old = kept is not None and isinstance(kept[1], QueryInterrupted) and kept[2] < time.monotonic()
        if kept is None or kept[0] != state or is_old:
            found: Tally | QueryInterrupted
            hits = hits_of(question.where)
            if hits and question.has_keys and not await self._at_most_few(hits, params):
                grouping = with_many_hits(grouping)
            try:
                groups = await super().execute(grouping, params, custom_time_limit=limit)
                found = await asyncio.to_thread(tallied, groups.rows)
            except QueryInterrupted as interrupted:
                found = interrupted
            kept = (state, found, time.monotonic() + GIVEN_UP_SECONDS)
        self._tallied[key] = kept
        while len(self._tallied) > MOST_TALLIED:
            self._tallied.popitem(last=False)
        if isinstance(kept[1], QueryInterrupted):
            raise kept[1]
        columns = ("count(*)",) if question.column is None else ("value", "count")
        rows = [CustomRow(columns, zip(columns, row, strict=True)) for row in question.answered_by(kept[1])]
        return Results(rows, False, [(name,) for name in columns])

    async def _looked_up(self, what: str, table: str, look: Callable[[str], Awaitable[Any]]) -> Any:
        state = state_of(self.ds)
        if self._schema[0] != state:
            self._schema = (state, {})
        known = self._schema[1]
        if (what, table) not in known:
            known[what, table] = await look(table)
        return known[what, table]

    async def table_exists(self, table: str) -> Any:
        return await self._looked_up("exists", table, super().table_exists)

    async def get_view_definition(self, view: str) -> Any:
        return await self._looked_up("view", view, super().get_view_definition)

    async def table_columns(self, table: str) -> Any:
        return await self._looked_up("columns", table, super().table_columns)

    async def table_column_details(self, table: str) -> Any:
        return await self._looked_up("details", table, super().table_column_details)

    async def primary_keys(self, table: str) -> Any:
        return await self._looked_up("keys", table, super().primary_keys)

    async def foreign_keys_for_table(self, table: str) -> Any:
        return await self._looked_up("references", table, super().foreign_keys_for_table)
