"""One document from pages to disclosures: tables made whole, forms claimed, rows read, evidence kept."""

from __future__ import annotations

from dataclasses import replace

from archive.extracted import Disclosure, Extraction, Keys, Problem
from extract import narrative
from extract.amountunit import state_units
from extract.counting import count_printed
from extract.disclosing import is_disclosure, printed_forms, states_figures
from extract.document import Page, Source
from extract.evidence import keep_tables
from extract.identity import Hints, of_government, read_keys, same_body, without_mark
from extract.narrative import Narrative
from extract.reading import read_tables
from extract.rows.objectives import body_within
from extract.splitting import disclosures_in
from extract.statedalone import stated_alone
from extract.states import form_states, is_unfilled, noted_empty
from extract.tables.furniture import is_contents, is_running, running_lines
from extract.tables.joining import whole_tables
from extract.tables.sideways import join_sideways
from extract.tables.twofigures import part_figures
from extract.tables.untitled import name_untitled
from extract.tables.whole import WholeTable
from extract.tables.wrapped import mend_names
from extract.unread import numbers_unread
from forms.money import is_number
from forms.text import fold

_COVER_LINES = 12
"""Lines of a cover inside a frame, at most."""
_UNREAD = {
    "encrypted": "文件有密码，不能读取",
    "malformed": "文件损坏，不能读取",
    "unsupported": "不支持的文件类型",
    "scanned": "没有文字层，也没有可识别的文字",
    "too_big": "文件过大，未读取",
}
"""Outcomes without a disclosure, and what is told of them when the reader told nothing."""
_NAMES = {"department": "部门名称", "year": "年度", "stage": "是预算还是决算", "city": "所属地市"}
"""What a disclosure says of itself, and what is told where nothing says it."""


def assemble(source: Source, hints: Hints) -> Extraction:
    """The disclosures of a document as read, or outcome ``not_a_disclosure``."""
    problems = list(source.problems)
    extraction = Extraction(source.outcome, source.media_type, source.page_count or None, [], problems)
    if source.outcome in _UNREAD:
        if not problems:
            problems.append(Problem(source.outcome, _UNREAD[source.outcome]))
        return extraction
    for part in disclosures_in(source):
        found = _disclosure(part, _with_title(hints, source.title))
        if found is None:
            continue
        if isinstance(found, Problem):
            problems.append(found)
            continue
        extraction.disclosures.append(found)
        if extraction.outcome == "ok" and not _is_known(found.keys):
            extraction.outcome = "partial"  # nobody's figures for no year stand in no form table
    if not extraction.disclosures:
        extraction.outcome = "not_a_disclosure"
        first = next((line.text for page in source.pages for line in page.prose), "")
        if not any(problem.kind == "not_a_disclosure" for problem in problems):
            problems.append(Problem("not_a_disclosure", "没有预算或决算公开表，也没有预算说明", None, first[:200]))
    return extraction


def _disclosure(source: Source, hints: Hints) -> Disclosure | Problem | None:
    """One disclosure with everything read of it; ``None`` when the pages are none, the problem when they look like
    one."""
    beside = join_sideways(source.pages)
    tables = whole_tables(source.pages)
    lines = _prose(source)
    texts = [text for _, text in lines]
    mend_names(tables, texts)
    keys, disagreements = _keys(tables, texts, hints)
    forms = printed_forms(tables, texts)
    if not is_disclosure(keys, forms, texts):
        return None
    if of_government(keys, _titles(tables)):
        message = "是全市、全县等一级政府的预算或决算，不是部门或单位的"
        return Problem("not_a_disclosure", message, None, keys.title)
    told = narrative.read(lines, department=keys.department, year=keys.year)
    if not forms and not states_figures(told):
        return None
    disclosure = Disclosure(keys, sections=told.sections, statements=told.statements)
    disclosure.problems += [*disagreements, *_several_bodies(tables), *_cut_sheets(beside)]
    disclosure.problems += _untitled(tables, told, texts, keys.year)
    keep_tables(disclosure, source, tables)
    if units := state_units(tables, texts):
        disclosure.problems.append(units)
    part_figures(tables)
    read_tables(disclosure, tables)
    disclosure.problems += [*told.problems, *stated_alone(told.outside, tables)]
    rows_lost = any(problem.kind == "table_lost" for problem in source.problems)
    disclosure.form_states = form_states(tables, disclosure.rows, told.listed_forms, texts, rows_lost=rows_lost)
    disclosure.numbers_printed = count_printed(source.pages, [cell for table in tables for cell in table.cut])
    if unread := numbers_unread(disclosure):
        disclosure.problems.append(unread)
    disclosure.problems += [
        Problem(f"{name}_unknown", f"文件和网页都没有说明{what}")
        for name, what in _NAMES.items()
        if getattr(keys, name) is None
    ]
    if is_unfilled(disclosure):
        return Problem("not_a_disclosure", "各表一个数也没有印，是没有填写的样表", None, keys.title)
    return disclosure


def _keys(tables: list[WholeTable], texts: list[str], hints: Hints) -> tuple[Keys, list[Problem]]:
    """(whose disclosure it is and of what, what the witnesses of that disagree in)."""
    bodies = [body for table in tables if (body := table.caption.body or body_within(table))]
    titles = [text for table in tables for text in (table.caption.title, table.caption.dated) if text]
    return read_keys(_cover(texts), bodies, titles, hints)


def _cut_sheets(beside: list[str]) -> list[Problem]:
    """Tells of pages that print the columns of one sheet."""
    message = f"表格超出页宽，第 {'、'.join(beside)} 页按列切开印刷，已左右相接"
    return [Problem("columns_cut", message)] if beside else []


def _untitled(tables: list[WholeTable], told: Narrative, texts: list[str], year: int | None) -> list[Problem]:
    """Gives tables without a title the one that the contents list, and tells of each."""
    return [
        Problem("title_missing", f"表上没有印标题，按目录、表头和栏目读作“{table.caption.title}”", table.page)
        for table in name_untitled(tables, told.listed_forms, noted_empty(texts), year)
    ]


def _titles(tables: list[WholeTable]) -> list[str]:
    """The titles of the forms that tell of money."""
    of_money = (table for table in tables if table.form is not None and table.form.shape in ("list", "two_sided"))
    return [table.caption.title for table in of_money if table.caption.title]


def _several_bodies(tables: list[WholeTable]) -> list[Problem]:
    """One form printed by bodies of different names: their rows stand under the disclosure's one body."""
    named: dict[str, dict[str, int | None]] = {}
    for table in tables:
        if table.form is not None and table.form.shape in ("list", "two_sided") and table.caption.body:
            page = table.places[0].page if table.places else None
            named.setdefault(table.form.label, {}).setdefault(without_mark(table.caption.body), page)
    problems = []
    for label, bodies in named.items():
        first = next(iter(bodies))
        others = {body: page for body, page in bodies.items() if not same_body(first, body)}
        if others:
            message = f"{label}印有{len(others) + 1}个部门或单位的：{'、'.join([first, *others])}，都按一个部门读"
            problems.append(Problem("bodies_several", message, next(iter(others.values())), first))
    return problems


def _is_known(keys: Keys) -> bool:
    return bool(keys.department and keys.year and keys.stage)


def _with_title(hints: Hints, title: str | None) -> Hints:
    if hints.title or not title:
        return hints
    return replace(hints, title=title)


def _prose(source: Source) -> list[tuple[int | None, str]]:
    running = running_lines(source.pages)
    return [
        (page.number, line.text)
        for n, page in enumerate(source.pages)
        for line in (page.lines if is_contents(page) or (n == 0 and _is_framed(page)) else page.prose)
        if not is_running(line.text, running)
    ]


def _is_framed(page: Page) -> bool:
    """True for a cover inside a frame: the grid prints a few lines and no figure."""
    texts = [cell.text for grid in page.grids for row in grid.rows for cell in row if cell is not None]
    return bool(texts) and not page.prose and len(page.lines) <= _COVER_LINES and not any(map(is_number, texts))


def _cover(lines: list[str]) -> list[str]:
    """The printed lines before the table of contents or the first part, 40 at most."""
    for n, line in enumerate(lines[:60]):
        if fold(line) in ("目录", "目次", "目录:") or fold(line).startswith("第一部分"):
            return lines[:n] or lines[n : n + 10]
    return lines[:20]
