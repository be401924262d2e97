"""What a line above a table says: the title of a form, the number of one, the name of a body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forms.bodies import endings
from forms.declaration import Form
from forms.load import forms
from forms.money import find_unit
from forms.text import fold

_LABEL = re.compile(
    r"(?:编制|编报|填报|公开|预算|预算主管)?(?:部门|单位)(?:（(?:部门|单位)）|[/、]?(?:部门|单位))?(?:(?:编码|代码)及)?(?:名称)?(?:（(?:公|盖)章）)?[：]"
    r"|(?:部门|单位)名称"
)
_BODY = re.compile(
    rf"^(?:{_LABEL.pattern})(?!(?:金额)?单位[：]|[合总小]计|科目)(.{{3,}}?)(?:[（]?(?:金额)?单位.{{0,5}}元.*)?$"
)
"""A body's name with what it is said to be: 部门名称：…, 编制单位：…; 单位名称合计上年结转 is a header in one line."""
_N = r"\d{1,2}(?!\d{3}年)"
"""A form's number, of which the year behind it is no part: 表1 2024年…."""
_C = "[一二三四五六七八九十]{1,3}(?!般|级|公经费)"
"""The same in Chinese, of which the title behind it is no part: 附表五一般公共预算…, 表八“三公”经费…."""
_NUMBERED = re.compile(
    rf"^(?:附件?表?(?:\d{{1,3}}(?!\d{{0,3}}年)(?:-{_N})?|{_C})?[：、]?|[（]?(?:部门|单位|部门单位)?(?:公开|预算|决算|批复)*(?:附)?表\s?(?:{_N}|{_C})(?:-{_N})?[）]?[：、.]?"
    rf"|[（]?(?:部门|单位)?(?:公开|预算|决算)*\d{{1,2}}(?:-\d+)?表[）]?[：、]?|(?:第?[一二三四五六七八九十]{{1,3}}|{_N})[、.]|[（](?:[一二三四五六七八九十]{{1,3}}|\d{{1,2}})[）])"
)
_NOTE = re.compile(r"^(?:注|备注|说明|附注)[：\d]|[为是开]空表。?$")
"""备注：本单位2024年无国有资本经营预算安排的支出，此表为空表。"""
_YEARED = re.compile(r"^.*?(?:20\d\d|二[〇○零O0]二?[一二三四五六七八九〇○零]+)年?(?:年度|度)?")
_DATED = re.compile(r"(?<=[表况）])（(?:20\d\d|二[〇○零O0])[^（）]*）$")
"""收支总体情况表（2024年度）: the year behind the title."""
_GOES_ON = re.compile(r"[（]?续(?:表)?(?:[一二三四五六七八九十]|\d{1,2})?[）]?$")
"""收支总体情况表（续表）: a table that goes on below its title."""
_LEVEL = re.compile(r"^(?:[\u4e00-\u9fff]{1,8}[省市区县旗州])?(?:[省市区县旗州镇]?本?级)?(?=部门|单位)")
"""杭州市市级部门收支预算总表: whose departments, not which."""
_EITHER = re.compile(r"(?:部门|单位)[（(](?:单位|部门)[）)]|(?:部门|单位)/(?:单位|部门)")
"""部门（单位）: a title that holds for both says so of each of its documents."""
_BODY_END = re.compile(rf"{endings()}|办|司|台")
_ENDED = re.compile(rf"(?:{_BODY_END.pattern})(?:（.*）)?$")
_UNIT_BEHIND = re.compile(r"（?(?:金额)?单位[：].*$")
_HEADING = re.compile(r"^(?=.*[\u4e00-\u9fff]{4})[^,。；：]{4,40}$")
_LONGEST_BODY = 32
_LONGEST_END = 8


def bare_title(line: str) -> str:
    """A title line without numbering, year and department name in front."""
    text = _DATED.sub("", _NUMBERED.sub("", _GOES_ON.sub("", fold(line))))
    for _ in range(2):
        text = _LEVEL.sub("", re.sub(r"^年度?", "", _NUMBERED.sub("", _YEARED.sub("", text))))
    return _EITHER.sub("部门", text).strip("：:。;；、. ")


def form_of(title: str) -> Form | None:
    """The form a bare title names, or ``None``."""
    claimed = claim(title)
    return claimed[0] if claimed else None


def claim(title: str) -> tuple[Form, int] | None:
    """(form, rank of the pattern that named it: 0 is the form's own name), or ``None``."""
    for name in (title, *_without_body(title)):
        for form in forms().values():
            rank = next((n for n, pattern in enumerate(form.titles) if pattern.search(name)), None)
            if rank is not None and not any(p.search(name) for p in form.not_titles):
                return form, rank
    return None


def _without_body(title: str) -> Iterator[str]:
    """What may be left of a title without the body's name in front, whose end a part of the name can look like."""
    for found in _BODY_END.finditer(title, 2, _LONGEST_BODY):
        rest = title[found.end() :]
        if re.match(r"[^局委办厅]{3,}表", rest):
            yield rest


def looks_like_title(text: str) -> bool:
    """True for a folded line that is no sentence and ends as titles of tables do: …表, …情况."""
    bare = bare_title(text)
    return (
        3 <= len(bare) <= 60
        and "。" not in bare
        and not _NOTE.search(text)
        and bool(re.search(r"表(?:部门|单位)?(（.*）)?$", bare) or re.search(r"(总体)?情况(（.*）)?$", bare))
    )


def is_table_number(text: str) -> bool:
    """True for a folded line 附件1, 表3 or 部门公开表02, which numbers a form and says nothing else."""
    return _NUMBERED.fullmatch(text) is not None and bool(re.search("[附表]", text))


def body_of(text: str) -> str | None:
    """The body that a folded line 部门名称：… names; the line may break before its end."""
    found = _BODY.match(text)
    return found.group(1).lstrip("：") if found else None


def names_body(text: str) -> bool:
    """True for a line 部门名称：…"""
    return _BODY.match(text) is not None


def is_body_label(text: str) -> bool:
    """True for a folded line 部门名称： whose name stands on the next one."""
    return _LABEL.fullmatch(text) is not None


def heads_another(lines: list[str], title: str | None, alike: bool) -> bool:
    """True for lines of which one says what stands below the body's name or the unit, in words that are no form's
    title: 九、机关运行经费 over 单位：万元. Above the same header as that of the table ``title`` (``alike``) it must
    be numbered, and otherwise than that one."""
    texts = [fold(line) for line in lines]
    at = next((n for n, text in enumerate(texts) if names_body(text) or find_unit(text)), -1)
    above = [_UNIT_BEHIND.sub("", text) for text in texts[max(0, at - 2) : at + 1] if not names_body(text)]
    named = (text for text in above if _HEADING.match(_NUMBERED.sub("", text)) and not _NOTE.search(text))
    heading = next(named, None)
    if heading is None or not alike:
        return heading is not None
    number, other = _NUMBERED.match(heading), _NUMBERED.match(fold(title))
    return bool(number and other and number[0] and other[0] and number[0] != other[0])


def is_whole_body(name: str) -> bool:
    """True for a name that ends as those of bodies do."""
    return _ENDED.search(name) is not None


def ends_as_body(text: str) -> bool:
    """True for a folded word that the name of a body may end with, where a narrow cell breaks it: 局, 务中心."""
    return len(text) <= _LONGEST_END and is_whole_body(text)


def names_form(text: str) -> bool:
    """True for a line that is the title of a form of ours."""
    return looks_like_title(text) and not _BODY.match(text) and claim(bare_title(text)) is not None


def names_table(text: str) -> bool:
    """True for a line that is the title of a form of ours, or of any table with its number (附表九：…表)."""
    number = _NUMBERED.match(text)
    numbered = number is not None and re.search("[附表]", number[0]) is not None and number.end() < len(text)
    return names_form(text) or (numbered and looks_like_title(text))
