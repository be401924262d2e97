"""The ledger: what of each site is due to be asked, and with which validators.

The database alone is the queue. A row goes from ``due`` to ``fetched`` only in the transaction that records what
was fetched, so that a run killed at any moment is continued by the next one without loss or repetition.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from archive.fetches import CHANGED, NEW, UNCHANGED
from archive.resting import FETCHED, asked_again
from archive.timestamps import now

LIST, ARTICLE, FILE, MEMBER = "list", "article", "file", "member"
DUE, GONE = "due", "gone"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the ledger; see ``forms/records/ledger.yml`` for the meaning of its fields."""

    site: str
    kind: str
    article: str
    file_name: str = ""
    url: str = ""
    page_url: str | None = None
    title: str | None = None
    link_text: str | None = None
    published_on: str | None = None
    state: str = DUE
    settled: int = 0
    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None
    document: str | None = None
    found: Any = None
    due_at: str | None = None
    """Read only: ``expect`` and ``settle`` decide it."""

    def attached(self, file_name: str, url: str, link_text: str | None) -> Entry:
        """The entry of a file that this article attaches."""
        return Entry(
            self.site,
            FILE,
            self.article,
            file_name,
            url=url,
            page_url=self.url,
            title=self.title,
            link_text=link_text,
            published_on=self.published_on,
        )

    @property
    def resting(self) -> bool:
        """Whether it is not to be asked yet."""
        return self.due_at is None or self.due_at > now()


_READ = tuple(Entry.__dataclass_fields__)
_FIELDS = _READ[:-1]
_COLUMNS = ", ".join(_READ)
_KEY = "site = ? and kind = ? and article = ? and file_name = ?"


def find(connection: sqlite3.Connection, site: str, kind: str, article: str, file_name: str = "") -> Entry | None:
    """One row by its key."""
    row = connection.execute(f"select {_COLUMNS} from ledger where {_KEY}", (site, kind, article, file_name)).fetchone()
    return _entry(row) if row else None


def files_of(connection: sqlite3.Connection, site: str, article: str) -> list[Entry]:
    """The files known of an article."""
    rows = connection.execute(
        f"select {_COLUMNS} from ledger where site = ? and kind = '{FILE}' and article = ? order by +rowid",
        (site, article),
    )
    return [_entry(row) for row in rows]


def due_articles(
    connection: sqlite3.Connection, site: str, *, everything: bool = False, batch: int = 50
) -> Iterator[Entry]:
    """The site's articles that are due, each once, in the order in which they were first listed.

    An article with a due file is due too, as the file's address may hold an expired token; a missing one rests.
    ``everything`` gives the resting ones too. Rows are read in small batches, so a long queue takes no memory.
    The ``+`` keeps SQLite from indexes that would read the whole site for each batch and article.
    """
    last = 0
    condition = (
        "1"
        if everything
        else (
            f"(due_at <= :now or +a.state = '{FETCHED}' and exists (select 1 from ledger f where f.site = a.site "
            f"and f.kind = '{FILE}' and f.article = a.article and +f.due_at <= :now))"
        )
    )
    while True:
        rows = connection.execute(
            f"select rowid, {_COLUMNS} from ledger a where +site = :site and +kind = '{ARTICLE}' "
            f"and rowid > :last and {condition} order by rowid limit :batch",
            {"site": site, "now": now(), "last": last, "batch": batch},
        ).fetchall()
        if not rows:
            return
        for row in rows:
            last = row[0]
            yield _entry(row[1:])


def expect(connection: sqlite3.Connection, entry: Entry) -> None:
    """Makes a row due: a new one as ``due``; a known one keeps its state, validators and document until it is asked."""
    connection.execute(
        "insert into ledger (site, kind, article, file_name, url, page_url, title, link_text, published_on, found, "
        "state, due_at, settled) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) "
        "on conflict (site, kind, article, file_name) do update set url = excluded.url, page_url = excluded.page_url, "
        "title = excluded.title, link_text = excluded.link_text, published_on = excluded.published_on, "
        "found = excluded.found, "
        f"due_at = excluded.due_at, state = iif(state = '{GONE}', '{DUE}', state)",
        (
            entry.site,
            entry.kind,
            entry.article,
            entry.file_name,
            entry.url,
            entry.page_url,
            entry.title,
            entry.link_text,
            entry.published_on,
            _json(entry.found),
            DUE,
            now(),
        ),
    )


def settle(connection: sqlite3.Connection, entry: Entry, outcome: str, *, passing: bool = False) -> None:
    """Writes what a request brought (``outcome``, a word of ``fetches.outcome``) and when to ask again.

    ``passing``: a failure of the moment (no answer, a server error), to be asked again by the next run. After a
    failure the validators, the checksum and the document of the last success stay.
    """
    before = find(connection, entry.site, entry.kind, entry.article, entry.file_name)
    good = outcome in (NEW, CHANGED, UNCHANGED)
    state = FETCHED if good else outcome
    same = before is not None and before.state == state and outcome not in (NEW, CHANGED)
    settled = before.settled + 1 if before is not None and same else 0
    entry = replace(entry, state=state, settled=settled)
    if before is not None and not good:
        entry = replace(before, state=state, settled=settled)
    values = [_json(entry.found) if name == "found" else getattr(entry, name) for name in _FIELDS]
    updates = ", ".join(f"{name} = excluded.{name}" for name in _FIELDS[4:])
    connection.execute(
        f"insert into ledger ({', '.join(_FIELDS)}, due_at, asked_at) values ({', '.join('?' * (len(_FIELDS) + 2))}) "
        f"on conflict (site, kind, article, file_name) do update set {updates}, due_at = excluded.due_at, "
        "asked_at = excluded.asked_at",
        (*values, now() if passing else asked_again(state, settled), now()),
    )


def wake(connection: sqlite3.Connection, site: str, kind: str, article: str) -> None:
    """Makes a resting row due, if there is one."""
    connection.execute(f"update ledger set due_at = ? where {_KEY}", (now(), site, kind, article, ""))


def readdress(connection: sqlite3.Connection, site: str, article: str, url: str, page_url: str) -> None:
    """Takes over where a list says that a known article stands now (another host, a new session's address)."""
    connection.execute(
        f"update ledger set url = ?, page_url = ? where {_KEY}", (url, page_url, site, ARTICLE, article, "")
    )


def no_longer_linked(connection: sqlite3.Connection, site: str, article: str, linked: set[str]) -> list[Entry]:
    """Marks the files that an article has ceased to link as gone; their documents stay."""
    gone = [
        entry for entry in files_of(connection, site, article) if entry.file_name not in linked and entry.state != GONE
    ]
    for entry in gone:
        connection.execute(
            f"update ledger set state = ?, due_at = null where {_KEY}", (GONE, site, FILE, article, entry.file_name)
        )
    return gone


def _json(found: Any) -> str | None:
    return None if found is None else json.dumps(found, ensure_ascii=False)


def _entry(row: Any) -> Entry:
    values = dict(zip(_READ, row, strict=True))
    values["found"] = json.loads(values["found"]) if values["found"] else None
    return Entry(**values)
