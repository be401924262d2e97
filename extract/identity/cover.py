"""The cover: a title wrapped over several lines, above it perhaps the beginning of the body's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.identity.places import is_place, place_of
from extract.identity.titles import Subject, read_title
from extract.tables.titles import is_whole_body
from forms.bodies import body_key, without_organisation
from forms.text import clean, fold

_LONGEST_TITLE = 80
"""Characters; what is longer is a sentence of the narrative."""
_LINES = 14
"""A cover's title begins on one of so many first lines."""
_NAME_LINE = re.compile(r"^[\u4e00-\u9fff（）、]{2,24}$")
_NO_BEGINNING = re.compile(r"附件|公开|目录|预算|决算|说明|样例|局$|厅$|委员会$|办公室$|中心$")
_NUMBER = re.compile(r"附(?:件|表|录)[一二三四五六七八九十\d-]*[：:]?")
"""附件2 above the title of what is attached."""
_LABELLED = re.compile(
    r"^(?:(?:预算|编制|填报)?(?:部门|单位|部门（单位）)名称|预算(?:主管)?部门|预算单位)：(.{4,40}?)(?:(?:金额)?单位[：:].{1,3})?$"
)
_ITEM = re.compile(r"^[一二三四五六七八九十]+、|^目[录次]$")
"""An entry of the contents: no line of a cover."""
_PART = re.compile(r"^第[一二三四五六七八九十]+部分")
"""A part's heading: it may say whose parts they are, and is never one title with its neighbours."""
_OF_A_FORM = re.compile(r"名称：|(?:金额)?单位[：:]?[（]?[百千万亿]*元")
"""Stands above a form: a cover's title does not go over it, nor over a form's title."""


def cover_subject(cover: Sequence[str]) -> Subject:
    """What the shortest run of lines says that names body, year and stage; without one what single lines say."""
    # without a contents page the lines of the first pages come along: a note that names a year is no title
    lines = [line for line in _own_lines(cover) if not re.search(r"^注：|。", fold(line))]
    best = Subject()
    for start, run in _runs(lines, 5, _LINES):
        if _over_form(run):
            continue
        subject = read_title("".join(run))
        if subject.department and subject.year and subject.stage:
            subject.department = "".join(_begun(subject, lines[:start])) + subject.department
            following = read_title("".join(lines[start : start + 6]))
            subject.scope = subject.scope or following.scope
            return subject
        best.fill(subject)
    return best


def _over_form(run: Sequence[str]) -> bool:
    """True for lines that go over what stands above a form, or over a form's title."""
    folded = [fold(line) for line in run]
    return any(map(_OF_A_FORM.search, folded)) or any(line.endswith("表") for line in folded[:-1])


def _own_lines(cover: Sequence[str]) -> list[str]:
    """The cover's lines without the contents' entries, which without a contents page come along."""
    return [clean(_without_menu(line)) for line in cover if fold(line) and not _ITEM.search(fold(line))]


def _without_menu(line: str) -> str:
    """A title without the entry of a menu that a printed web page sets beside it on one line: 机构职能 许昌市水利局….

    The body's name is whole where it begins with its place, and the entry before it stands apart.
    """
    whole = read_title(line).department
    begins = place_of(whole)[0]
    for blank in re.finditer(r"\s+", line.strip()) if whole else ():
        title = line.strip()[blank.end() :]
        place = place_of(read_title(title).department)[0]
        if place and begins != place and (begins is None or begins.endswith(place)):
            return title
    return line


def _runs(lines: Sequence[str], longest: int, first: int) -> Iterator[tuple[int, Sequence[str]]]:
    """(start, run) of so many lines at most, the shortest first; a part's heading is a run by itself alone."""
    for size in range(1, longest + 1):
        for start in range(max(0, min(len(lines), first) - size + 1)):
            run = lines[start : start + size]
            if size == 1 or not any(_PART.search(fold(line)) for line in run):
                yield start, run


def labelled(cover: Sequence[str]) -> list[str]:
    """The names that a cover prints beside their label: 部门名称：…."""
    return [found[1] for line in cover if (found := _LABELLED.match(fold(line)))]


def named_alone(cover: Sequence[str]) -> list[str]:
    """Lines that are the whole name of a body: they begin with a place and end as names do."""
    names = [re.sub(r"^（(.*)）$", r"\1", fold(line)) for line in cover]
    whole = (name for name in names if _NAME_LINE.match(name) and is_whole_body(name) and not is_place(name))
    return [name for name in whole if place_of(name)[0]]


def title_of(cover: Sequence[str], said: str | None) -> str | None:
    """The cover's title; without one what the page called the file (``said``, a line each); else the first line that
    does not stand above a form."""
    lines = _own_lines(cover)
    for start, run in _runs(lines, 4, 10):
        text = "".join(run)
        subject = read_title(text)
        if subject.year and subject.stage and subject.department and _can_be_title(text) and not _over_form(run):
            return "".join(_begun(subject, lines[:start])) + text
    called = next((line.strip() for line in (said or "").split("\n") if line.strip()), None)
    return called or next((line for line in lines if _can_be_title(line) and not _over_form([line])), None)


def _can_be_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and "。" not in text and not _NUMBER.fullmatch(fold(text))


def _begun(subject: Subject, before: Sequence[str]) -> list[str]:
    """A name wrapped over cover lines: of the lines above those that are nothing but the beginning of a name.

    A name that begins with its place is whole: what stands above it is a menu or another line of the cover.
    """
    begun: list[str] = []
    placed = subject.department is not None and place_of(subject.department)[0] is not None
    for line in reversed(before[-3:]):
        text = fold(line)
        if not _NAME_LINE.match(text) or _NO_BEGINNING.search(text):
            break
        if placed and without_organisation(body_key(text))[1]:
            break
        begun.insert(0, text)
    return begun
