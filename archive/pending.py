"""Which stored documents are due to be converted, and what their places say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database


class UnknownDocumentError(ValueError):
    """A document id that the archive does not hold."""


@dataclass(frozen=True, slots=True)
class Pending:
    """One stored file to convert, with what its place and its collector say of it."""

    document: str
    file_sha256: str
    media_type: str
    title: str | None
    city: str | None
    county: str | None
    department: str | None
    year: int | None
    file_name: str | None
    """What a person called it; a site's file names say nothing that its links do not."""
    member: str | None
    """Its name in the container that a site's page links; the page's titles are those of all the members together."""


_SELECT = """
select d.id, d.file_sha256, d.media_type,
  (select trim(coalesce(s.link_text, '') || char(10) || coalesce(s.title, ''), char(10))
   from sightings s where s.document = d.id order by s.last_seen_at desc limit 1),
  coalesce((select s.stated_city from sightings s where s.document = d.id and s.stated_city is not null limit 1),
           (select t.city from sightings s join sites t on t.id = s.site
            where s.document = d.id and t.city is not null limit 1)),
  (select t.county from sightings s join sites t on t.id = s.site
   where s.document = d.id and t.county is not null limit 1),
  (select s.stated_department from sightings s where s.document = d.id and s.stated_department is not null limit 1),
  (select s.stated_year from sightings s where s.document = d.id and s.stated_year is not null limit 1),
  (select s.file_name from sightings s where s.document = d.id and s.site = 'ingest'
   order by s.last_seen_at desc limit 1),
  (select substr(s.file_name, instr(s.file_name, '/') + 1) from sightings s
   where s.document = d.id and s.site != 'ingest' and s.container is not null order by s.last_seen_at desc limit 1)
from documents d where d.id = d.file_sha256 and {condition}
order by d.replaced_by is null, coalesce(d.published_on, ''), d.first_seen_at, d.rowid"""


def due(db: Database, extractor: str, documents: Sequence[str] = (), *, everything: bool = False) -> list[Pending]:
    """Files to convert, oldest first: those named, all, or those this extractor has not converted.

    ``UnknownDocumentError`` when a named id, or beginning of one, is not in the archive.
    """
    if documents:
        found: list[Pending] = []
        for name in documents:
            rows = _rows(db, "substr(d.id, 1, ?) = ?", (len(name.split("-")[0]), name.split("-")[0]))
            if not rows:
                raise UnknownDocumentError(f"no document {name!r} in the archive")
            found.extend(row for row in rows if row not in found)
        return found
    if everything:
        return _rows(db, "(d.status != 'failed' or d.extractor is not null)", ())
    return _rows(
        db,  # a file is due for any of the disclosures in it
        "d.file_sha256 in (select file_sha256 from documents where status = 'collected' "
        "or (extractor is not null and extractor != ?))",
        (extractor,),
    )


def unchecked(db: Database) -> list[str]:
    """Current documents whose figures no check has seen: a run was stopped between writing and checking."""
    return [
        document
        for (document,) in db.conn.execute(
            "select d.id from disclosures s join documents d on d.id = s.document where d.checks_passed is null"
        )
    ]


def _rows(db: Database, condition: str, parameters: Sequence[object]) -> list[Pending]:
    return [Pending(*row) for row in db.conn.execute(_SELECT.format(condition=condition), parameters)]
