"""The pages that open in a browser: one for each document, and one over all of them.

They load nothing from elsewhere; whatever was printed in a document is escaped by the template engine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from archive.findings import Findings
from extract.inspection.inspecting import Inspection
from extract.inspection.views import COLOURS, TableView
from forms.load import form_tables
from forms.money import from_stored
from forms.text import joined

INDEX = "index.html"

Label = Callable[[str, str, object], str]
"""(table, column, stored value) → what a page shows for it."""
_STATES = {"filled": "有数", "declared empty": "空表", "listed but missing": "目录有、正文无", "absent": "无"}


@dataclass(frozen=True, slots=True)
class Share:
    """Some of a whole."""

    part: int
    whole: int

    def __str__(self) -> str:
        return f"{Decimal(100 * self.part) / self.whole:.1f}%" if self.whole else "—"


@dataclass(frozen=True, slots=True)
class Entry:
    """One document's line in the report over many."""

    found: Findings
    page: str
    """Address of its own page, relative to the report."""
    images: tuple[tuple[int, str], ...]
    """(page, address of its image) of the pages on which something is wrong."""


def as_stored(_table: str, _column: str, value: object) -> str:
    """The label of who has no words for the codes."""
    return str(value)


def write_document(found: Findings, inspection: Inspection, folder: Path, label: Label = as_stored) -> Path:
    """The page of one document: its images or grids with what was read, its problems, its failed checks."""
    pages = [
        (number, Path(image).name, [view for view in inspection.views if view.page == number])
        for number, image in sorted(inspection.images.items())
    ]
    shown = set(inspection.images)
    return _write(
        folder / INDEX,
        "document.html",
        found=found,
        pages=pages,
        undrawn=inspection.undrawn,
        grids=[view for view in inspection.views if view.page not in shown],
        forms=_forms(found),
        label=label,
    )


def entry(found: Findings, inspection: Inspection, page: Path, report: Path) -> Entry:
    """The line of a document whose own page is ``page``, in the report in the folder ``report``."""
    wrong = {row["page"] for row in found.problems} | {view.page for view in inspection.views if view.problems}
    images = [(number, image.relative_to(report).as_posix()) for number, image in sorted(inspection.images.items())]
    shown = tuple((number, address) for number, address in images if number in wrong)
    return Entry(found, page.relative_to(report).as_posix(), shown)


def write_report(entries: Sequence[Entry], folder: Path, unread: Sequence[str] = (), label: Label = as_stored) -> Path:
    """The report over all documents; ``unread`` says what could not be opened at all."""
    all_found = [item.found for item in entries]
    checked = [found for found in all_found if found.checks]
    kinds = Counter(row["kind"] for found in all_found for row in found.problems)
    rules = Counter(row["rule"] for found in all_found for row in found.failed)
    disclosed = [found.forms for found in all_found if found.forms]
    forms = [
        (table.label, Counter(states.get(table.name, "absent") for states in disclosed))
        for table in form_tables().values()
    ]
    return _write(
        folder / INDEX,
        "report.html",
        entries=entries,
        unread=unread,
        kinds=kinds.most_common(),
        rules=rules.most_common(),
        forms=forms,
        outcomes=Counter(found.outcome or "collected" for found in all_found).most_common(),
        documents=Share(sum(not found.checks_failed for found in checked), len(checked)),
        checks=Share(sum(found.checks_passed or 0 for found in checked), sum(found.checks for found in checked)),
        numbers=Share(
            sum(found.numbers_captured or 0 for found in all_found),
            sum(found.numbers_printed or 0 for found in all_found),
        ),
        label=label,
    )


def _forms(found: Findings) -> list[tuple[str, str]]:
    return [(table.label, found.forms[table.name]) for table in form_tables().values() if table.name in found.forms]


def _write(target: Path, template: str, **content: Any) -> Path:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(joined=joined, yuan=_yuan)
    environment.globals.update(Share=Share, STATES=_STATES, COLOURS=COLOURS, class_of=_class_of)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(environment.get_template(template).render(content), encoding="utf-8")
    return target


def _class_of(view: TableView, row: int, column: int) -> str:
    mark = view.marks.get((row, column))
    return f"mark{list(COLOURS).index(mark)}" if mark else ""


def _yuan(value: int | float | None) -> str:
    return "" if value is None else f"{from_stored(value):,f}"
