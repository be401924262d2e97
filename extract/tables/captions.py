"""Titles, units and body names printed above a table, or inside its frame."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from extract.document import Grid
from extract.tables.titles import (
    bare_title,
    body_of,
    claim,
    ends_as_body,
    is_body_label,
    is_table_number,
    is_whole_body,
    looks_like_title,
    names_body,
    names_form,
)
from forms.declaration import Form
from forms.money import UNIT, find_unit, is_number
from forms.text import fold, set_characters

_BODY_CODE = re.compile(r"^(?:[（\[【]\d{3,9}[）\]】]|\d{3,9})[-—_、.]?(?=[\u4e00-\u9fff])")
"""A budget code in front of a body's name: [109]江西省水利厅, 231-呼和浩特市水务局."""
SUBTITLE = re.compile(r"^[（]?20\d\d年?(年度|度)?[）]?$")
_JOINED = re.compile(r"(?<=[表）)])(?=(?:部门|(?:预算|编制|填报)?单位|部门/单位|部门[（(]单位[）)])(?:名称)?[：:])")
"""Where a title and what stands on the line below it are one paragraph: 支出总表 | 部门：舞阳县水利局."""
_OPEN = re.compile(r"表（[^（）]*$")
"""A title whose bracket goes on in the next line."""
_TITLE_START = re.compile(
    r"^(公开\d+表|附?表[一二三四五六七八九十\d]+|[一二三四五六七八九十]{1,3}、|20\d\d年)[^。；]*$"
)
_BEGINNING = re.compile(r"^(?!.*(?:部门|单位|年度?)(?:预算|决算)(?:公开)?(?:报告|说明)?$)[^。；：,、|]{3,30}$")
"""Words without a stop, which do not name a disclosure."""
_HEADED_UNIT = re.compile(rf"^[^：（]+[（]((?:金额)?单位[：]?)?({UNIT})[）]$")
"""A column's header with its unit: 预算数（单位：万元）."""
_IN_BRACKETS = re.compile(rf"[（](?:(?:金额)?单位[：]?)?({UNIT})[）]")
_UNIT_ALONE = re.compile(rf"(?:金额)?单位[：]?({UNIT})|({UNIT})(?:金额)?单位[：]?")
_UNIT_ONLY = re.compile(r"^[（]?(?:金额)?单位.{0,8}元[）]?$|^.{0,3}万?元$")


@dataclass(slots=True)
class Caption:
    """What stands above one grid."""

    title: str | None = None
    unit: str | None = None
    body: str | None = None
    dated: str | None = None
    """The year in a line of its own, （2024年度）."""
    noted: list[str] = field(default_factory=list)
    form: Form | None = None
    rank: int = 0
    """How well the title names the form: 0 is best."""


def read_caption(grid: Grid) -> tuple[Caption, int]:
    """(the caption of a grid, how many of its first rows belong to it)."""
    inner, skipped = _frame_lines(grid)
    caption = Caption()
    above = [part for line in grid.lead[-12:] for part in _JOINED.split(line.text)]
    lines = [set_characters(line) for line in [*above, *inner]]
    _pairs(lines, caption)
    for at, line in reversed(list(enumerate(lines))):
        text = fold(line)
        unit = find_unit(text)
        if unit and caption.unit is None:
            caption.unit = unit
        if is_subtitle(text) and caption.dated is None:
            caption.dated = text
        name = body_of(text)
        if name and caption.body is None and not re.match(r"^(百万|亿|千|万)?元?$", name) and not find_unit(text[:8]):
            if not is_whole_body(name):
                name += next((fold(later) for later in lines[at + 1 :] if ends_as_body(fold(later))), "")
            caption.body = _BODY_CODE.sub("", name) or name
        if caption.title is None and looks_like_title(text) and not names_body(text):
            caption.title = _whole_title(lines[at - 1] if at else "", line.strip(), placed=grid.box is not None)
            _claim(caption, fold(caption.title))
    if caption.title is None or caption.form is None:
        _spread_title(lines, caption)
    if caption.form is None and grid.sheet and _claim(caption, grid.sheet):
        caption.title = caption.title or grid.sheet
    return caption, skipped


def _whole_title(above: str, line: str, *, placed: bool) -> str:
    """The title with its beginning on the line above, where the end alone would be another form's title
    (九、一般公共预算“三公”经费、会议费、培训费 over 支出预算表). Without places, as converters break lines,
    any words may begin it."""
    both = fold(above) + fold(line)
    if not (_TITLE_START.match(fold(above)) or (not placed and _may_begin(fold(above)))):
        return line
    if looks_like_title(fold(above)) or not looks_like_title(both):
        return line
    whole, end = claim(bare_title(both)), claim(bare_title(fold(line)))
    return above.strip() + line if whole is not None and whole != end else line


def _may_begin(text: str) -> bool:
    """True for words that may be the beginning of a title: neither a sentence, a label nor a body's name."""
    return bool(_BEGINNING.match(text)) and not (names_body(text) or is_whole_body(text) or is_subtitle(text))


def _claim(caption: Caption, title: str) -> bool:
    claimed = claim(bare_title(title))
    if claimed is not None:
        caption.form, caption.rank = claimed
    return claimed is not None


def _pairs(lines: list[str], caption: Caption) -> None:
    """Label and value on separate lines: 部门名称: / 平顶山市… ; 单位：万 / 元."""
    folded = [fold(line) for line in lines]
    for label, value in pairwise(folded):
        if is_body_label(label) and value and not (find_unit(value) or _UNIT_ONLY.match(value)):
            caption.body = value
        if caption.unit is None and re.search(r"单位[：]?(万|千|亿)?$", label) and find_unit(label + value[:2]):
            caption.unit = find_unit(label + value[:2])
    if caption.unit is None:
        for text in folded:
            if stated := _UNIT_ALONE.fullmatch(text):
                caption.unit = stated[1] or stated[2]


def _spread_title(lines: list[str], caption: Caption) -> None:
    """A title wrapped over two or three lines."""
    texts = [fold(line) for line in lines[-8:]]
    for size in (2, 3):
        for start in range(len(texts) - size, -1, -1):
            joined = "".join(texts[start : start + size])
            sentence = any("。" in t for t in texts[start : start + size])
            if looks_like_title(joined) and not sentence and _claim(caption, joined):
                caption.title = "".join(line.strip() for line in lines[-8:][start : start + size])
                return
    if caption.title is None and len(texts) > 1:  # no form's title, but what the table is called
        for above, line in reversed(list(pairwise(lines[-8:]))):
            if _OPEN.search(fold(above)) and looks_like_title(fold(above) + fold(line)):
                caption.title = above.strip() + line.strip()
                return


def _frame_lines(grid: Grid) -> tuple[list[str], int]:
    """Caption rows inside the frame: first rows that print one text only, a title, body or unit."""
    lines: list[str] = []
    for n, row in enumerate(grid.rows[:5]):
        printed = [line for cell in row if cell is not None for line in _cell_lines(cell.text)]
        texts = [fold(text) for text in printed]
        whole = bool(texts) and (all_caption(texts) or (bool(lines) and len(texts) == 1 and is_subtitle(texts[0])))
        # a title with its unit is a caption whatever else stands there: the end of a body's wrapped name
        titled = any(names_form(t) for t in texts) and any(find_unit(t) for t in texts)
        named = (
            ""
            if whole
            or titled
            or len(texts) > 4
            or any(is_number(t) or _HEADED_UNIT.search(t) for t in texts)
            or not find_unit("".join(texts))
            else " ".join(printed)
        )
        if named:
            printed = [named]
        caption_like = whole or bool(named) or (titled and not any(is_number(t) for t in texts))
        blank = not texts and n < 3
        if not (caption_like or blank) or len(texts) > 5:
            return lines, n if lines else 0
        lines.extend(printed)
    return (lines, 5) if lines else ([], 0)


def _cell_lines(text: str) -> list[str]:
    """A cell's lines; a unit (单 / 位 / ： / 元) or a title (…支出预算 / 表) that breaks over lines is one."""
    lines = [line for line in text.split("\n") if line.strip()]
    broken = find_unit(fold(text)) and not any(find_unit(fold(line)) for line in lines)
    wrapped = len(lines) > 1 and names_form(fold(text)) and not any(names_form(fold(line)) for line in lines)
    return ["".join(lines)] if broken or wrapped else lines


def all_caption(texts: list[str]) -> bool:
    """True when every text is a title, a body's name, a unit or a table number."""
    return all(
        looks_like_title(t) or names_body(t) or find_unit(t) or _UNIT_ONLY.match(t) or is_table_number(t) for t in texts
    )


def is_subtitle(text: str) -> bool:
    """True for the year below a title, （2024年度）; a column's header says what it has of the year."""
    return bool(SUBTITLE.match(text)) and not text.isdigit()


def unit_in_header(paths: list[tuple[str, ...]]) -> str | None:
    """A unit printed in the header itself: 项目金额（万元）."""
    found = (_IN_BRACKETS.search(word) for path in paths for word in path)
    return next((unit[1] for unit in found if unit), None)
