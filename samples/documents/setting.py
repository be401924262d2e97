"""Setting a disclosure as a PDF: cover, contents, narrative, annex."""

from __future__ import annotations

from samples.documents.canvaspage import HEAD, SIDE, Pages
from samples.documents.disclosure import Disclosure, Form, Layout
from samples.documents.headers import LOOKS
from samples.documents.lettering import width, wrap, write
from samples.documents.ruled import Setting, chunks, draw, heights

DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


def pdf(disclosure: Disclosure) -> bytes:
    """The whole document; the same bytes for the same facts."""
    pages = Pages(disclosure.title, disclosure.department)
    cover(pages, disclosure)
    contents(pages, disclosure)
    narrative(pages, disclosure)
    pages.turn()
    pages.y = pages.high * 0.62
    for line in disclosure.annex.split("\n"):
        for piece in wrap(line, pages.room, 18):
            pages.centre(piece, 18)
            pages.y -= 30
    for form in disclosure.forms:
        annex_form(pages, form, disclosure.layout)
    return pages.finish()


def cover(pages: Pages, disclosure: Disclosure) -> None:
    """Title lines and the month of publication."""
    pages.turn()
    pages.y = pages.high * 0.7
    for line in disclosure.cover:
        for piece in wrap(line, pages.room, 24):
            pages.centre(piece, 24)
            pages.y -= 44
    day = disclosure.published_on
    pages.centre(f"{str(day.year).translate(DIGITS)}年{MONTHS[day.month - 1]}月", 14, at=150)


def contents(pages: Pages, disclosure: Disclosure) -> None:
    """The contents page: parts, their headings, the annex's forms."""
    pages.turn()
    pages.centre("目 录", 18)
    pages.y -= 34
    lines = [*disclosure.contents, *((2, entry) for entry in disclosure.listed)]
    for level, text in lines:
        indent = 0 if level == 1 else 24
        for piece in wrap(text, pages.room - indent, 12):
            write(pages.canvas, SIDE + indent, pages.y, piece, 12)
            pages.y -= 21


def narrative(pages: Pages, disclosure: Disclosure) -> None:
    """Three parts, each on a new page."""
    for level, text in disclosure.narrative:
        if level == 1:
            pages.turn()
            for line in text.split("\n"):
                for piece in wrap(line, pages.room, 16):
                    pages.centre(piece, 16)
                    pages.y -= 26
            pages.y -= 10
            continue
        paragraph(pages, text, 12.5 if level == 2 else 12)


def paragraph(pages: Pages, text: str, size: float, leading: float = 22, indent: float = 24) -> None:
    """One paragraph, first line indented, over as many pages as needed."""
    room = pages.room - 12
    for index, piece in enumerate(wrap(text, room, size, first_indent=indent, prose=True)):
        if pages.left_over < 6:
            pages.turn()
        write(pages.canvas, SIDE + (indent if index == 0 else 0), pages.y, piece, size)
        pages.y -= leading


def annex_form(pages: Pages, form: Form, layout: Layout) -> None:
    """One form on new pages, continued as the document's layout says."""
    look = LOOKS[form.key]
    pages.turn(look.landscape)
    setting = Setting.of(look, pages.room)
    head = sum(heights(form.header, setting)) if form.header else 0.0
    caption = 52.0 + (18.0 if form.subtitle else 0.0)
    first = pages.left_over - caption - head
    later = pages.left_over - {"title": caption + head, "header": head, "none": 0.0}[layout.continuation]
    pieces = chunks(form.rows, setting, layout.breaks.get(form.key, {}), first, later)
    for number, piece in enumerate(pieces):
        if number:
            pages.turn(look.landscape)
        if number == 0 or layout.continuation == "title":
            captioned(pages, form)
        if form.header and (number == 0 or layout.continuation != "none"):
            pages.y -= draw(pages.canvas, form.header, setting, SIDE, pages.y, layout.rules, header=True)
        pages.y -= draw(pages.canvas, piece, setting, SIDE, pages.y, layout.rules, header=False)
    if form.note:
        pages.y -= 16
        paragraph(pages, form.note, 9, leading=14, indent=0)


def captioned(pages: Pages, form: Form) -> None:
    """The title, the subtitle, the line with the department and the unit."""
    pages.y = pages.high - HEAD - 6
    pages.centre(form.title, 15)
    pages.y -= 18
    if form.subtitle:
        pages.centre(form.subtitle, 10)
        pages.y -= 18
    pages.y -= 6
    if form.subject:
        write(pages.canvas, SIDE, pages.y, form.subject, 9)
    if form.unit:
        unit = f"单位：{form.unit}"
        write(pages.canvas, pages.wide - SIDE - width(unit, 9), pages.y, unit, 9)
    pages.y -= 8
