"""What the archive holds of single documents, for a reader who wants to know how well each was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Findings:
    """One document: who, what was found in it, what could not be read, what does not add up."""

    document: str
    name: str
    """The title, else the file's own name."""
    file_name: str | None
    city: str | None
    department: str | None
    year: int | None
    stage: str | None
    scope: str | None
    media_type: str
    pages: int | None
    outcome: str | None
    """``None`` before the document was converted."""
    numbers_printed: int | None
    numbers_captured: int | None
    numbers_unplaced: int | None
    checks_passed: int | None
    """``None`` for a document without checks: no disclosure, or replaced by a newer one."""
    checks_failed: int | None
    forms: dict[str, str] = field(default_factory=dict)
    """Form table → its state."""
    problems: list[Row] = field(default_factory=list)
    """kind, message, page, printed."""
    failed: list[Row] = field(default_factory=list)
    """rule, description, left_value, right_value, difference, location of each check that does not hold; yuan."""

    @property
    def checks(self) -> int:
        return (self.checks_passed or 0) + (self.checks_failed or 0)

    @property
    def numbers_unread(self) -> int:
        """Printed figures that stand in no row; below 0 where more were read than counted."""
        return (self.numbers_printed or 0) - (self.numbers_captured or 0) - (self.numbers_unplaced or 0)


_DOCUMENT = """
select d.id as document, d.title, d.city, d.department, d.year, d.stage, d.scope, d.media_type, d.pages, d.outcome,
  d.numbers_printed, d.numbers_captured, d.numbers_unplaced, d.checks_passed, d.checks_failed,
  (select s.file_name from sightings s where s.document = d.file_sha256
   order by s.last_seen_at desc limit 1) as file_name
from documents d where d.id = ?"""
_FORMS = "select form, state from form_states where document = ?"
_PROBLEMS = "select kind, message, page, printed from problems where document = ? order by page, id"
_FAILED = """
select rule, description, left_value, right_value, difference, location from checks
where document = ? and not passed order by id"""


def findings(db: Database, documents: Sequence[str]) -> list[Findings]:
    """Of each document, in the given order; ids that the archive does not hold are left out."""
    found = []
    for document in documents:
        for row in db.query(_DOCUMENT, [document]):
            name = row.pop("title") or row["file_name"] or document
            found.append(
                Findings(
                    **row,
                    name=name,
                    forms={form["form"]: form["state"] for form in db.query(_FORMS, [document])},
                    problems=list(db.query(_PROBLEMS, [document])),
                    failed=list(db.query(_FAILED, [document])),
                )
            )
    return found
