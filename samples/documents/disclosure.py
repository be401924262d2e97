"""What one sample document states: who, which year, its narrative and every table as printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from samples.documents.grid import Rows, texts


@dataclass(frozen=True)
class Form:
    """One form. `key` is its table in the archive (department_performance and project_performance feed several).

    `header` and `rows` are grids: "<" continues the cell to the left, "^" the one above, "" is a blank cell.
    `subject` is the line "部门名称：…", `unit` the money unit or "", `note` the line under the table or "".
    """

    key: str
    title: str
    subject: str
    unit: str
    header: Rows
    rows: Rows
    note: str = ""
    subtitle: str = ""

    def printed(self) -> list[str]:
        """Every text in the ruled frame, header once, blanks left out."""
        return texts(self.header) + texts(self.rows)


@dataclass(frozen=True)
class Layout:
    """How the document is set. `continuation`: title, header or none repeated on a following page.

    `breaks` maps a form to {row: lines}: a new page begins before that row, or, with lines > 0, after
    that many lines of it, so that the tail of its labels stands alone on the next page.
    `rules`: lines, rects (one frame a cell) or thin (filled rectangles), as different office software draws them.
    """

    continuation: str = "title"
    breaks: dict[str, dict[int, int]] = field(default_factory=dict)
    rules: str = "rects"
    merge_projects: bool = False


@dataclass(frozen=True)
class Disclosure:
    """One document's facts.

    `name` is the body as printed (许昌市…局（汇总）), `department` the same without its scope mark; `parent` is the
    department that a unit's document belongs to, "" for a department's own; `code` is the department's budget code.
    Documents with the same `article` hang on one page; a correction has the `article` and `file_name` of the
    document that it replaces.
    `listed` are the contents entries of the annex, in order: they name forms that `forms` may lack.
    `narrative` is a list of (level, text): 1 part heading, 2 heading, 3 sub-heading, 0 paragraph.
    `compact` is the YAML as loaded.
    """

    slug: str
    city: str
    department: str
    name: str
    parent: str
    code: str
    year: int
    stage: str
    scope: str
    title: str
    file_name: str
    published_on: date
    article: str
    derived: bool
    cover: tuple[str, ...]
    contents: tuple[tuple[int, str], ...]
    listed: tuple[str, ...]
    narrative: tuple[tuple[int, str], ...]
    annex: str
    forms: tuple[Form, ...]
    layout: Layout
    compact: dict[str, Any]

    def form(self, key: str) -> Form:
        """The form of that key; KeyError when the document lacks it."""
        return {form.key: form for form in self.forms}[key]
