"""Which of a document's tables are read: not one printed twice, nor one of another scope under a similar name."""

from __future__ import annotations

from archive.extracted import Problem
from extract.rows.project_objectives import project_objective_rows
from extract.tables.whole import WholeTable
from forms.declaration import Form
from forms.text import fold

_LAST = 99


class Chosen:
    """The forms that a document's tables fill, and what has been read of them so far."""

    def __init__(self, tables: list[WholeTable], year: int | None) -> None:
        self._year = year
        self._best: dict[str, int] = {}
        for table in tables:
            if table.form is not None and table.prints_numbers:
                self._best[table.form.name] = min(table.caption.rank, self._best.get(table.form.name, _LAST))
        main = [t for t in tables if t.form is not None and t.caption.rank == self._best.get(t.form.name)]
        self._projects = {project for table in main for project in _projects(table, year)}
        self._printed: set[tuple[object, ...]] = set()

    def passed_over(self, table: WholeTable, form: Form) -> Problem | None:
        """Why this table, which ``form`` claims, is not read; None where it is."""
        same = _as_printed(table)
        if same in self._printed and table.prints_numbers:
            message = f"“{table.caption.title or form.label}”在本文件中原样印了两次，只读一次"
            return Problem("table_second", message, table.page)
        self._printed.add(same)
        lesser = table.caption.rank > self._best.get(form.name, table.caption.rank)
        if lesser and not self._of_others(table) and not self._is_blank(table, form):
            # a table of a wider or narrower scope under a similar name: its rows would count twice
            message = f"“{table.caption.title}”与本文件的{form.label}相近而口径不同，单元格保留在原表中"
            return Problem("table_second", message, table.page)
        return None

    def _of_others(self, table: WholeTable) -> bool:
        """True for objectives of projects that the document's main table of them does not name (专项资金绩效目标表)."""
        projects = _projects(table, self._year)
        return bool(projects) and not projects & self._projects

    def _is_blank(self, table: WholeTable, form: Form) -> bool:
        """True where nothing could count twice: a list without a figure, a sheet of which no cell is filled in."""
        if table.prints_numbers or form.shape not in ("list", "project_objectives"):
            return False
        return form.shape == "list" or not project_objective_rows(table, None, self._year).rows


def _projects(table: WholeTable, year: int | None) -> set[str]:
    """The names of the projects that a 项目绩效目标表 tells of."""
    if table.form is None or table.form.shape != "project_objectives":
        return set()
    rows = project_objective_rows(table, None, year).rows
    return {fold(record["project"]) for _, _, record in rows if record.get("project")}


def _as_printed(table: WholeTable) -> tuple[object, ...]:
    """What two tables share that are one table printed twice: the title, the body's name and every cell."""
    cells = tuple(tuple(fold(cell.text) for cell in row if cell is not None) for row in table.rows)
    return (table.form and table.form.name, fold(table.caption.title or ""), table.caption.body, cells)
