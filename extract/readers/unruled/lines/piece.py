"""What a line prints in one cell, and what such pieces tell: figures, data, headers, rows that begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Box
from extract.printedcodes import codes_of, folded
from extract.readers.page.lines import FIGURE_PART, Word, around, joined, no_blank_between
from extract.tables.furniture import is_page_number
from forms.money import is_number
from forms.structure import is_total_label
from forms.text import begins_with_ordinal, fold, split_ordinal

ONE_EDGE = 0.8
"""Points by which pieces of one column differ that begin at its left edge."""
_CODE = re.compile(r"^(?:\d{2,3}|20[0-3]\d|\d{5,7}|\d{9})$")
"""Of a unit, an account, a year; of an account over all its levels."""
_YUAN = re.compile(r"^(?!20[0-3]\d$)\d{4,}$")
"""A whole number that may be an amount in yuan."""
_YEAR = re.compile(r"^20[0-3]\d$")
_NIL = re.compile(r"^[-—–]{1,2}$")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_CONTENTS = re.compile(r"\.{4,}|…{2,}|·{4,}")
_HEADER_WORDS, _EXPENSES = 3, 2
"""Pieces, at least, that tell a header: by words of headers, by kinds of expenses."""
_HEADER_WORD = re.compile(r"科目|编码|代码|名称|合计|小计|总计|金额|预算|^[类款项]$|项目|收入|支出|拨款|经费|单位|指标")


@dataclass(slots=True)
class Piece:
    """Words of one line that stand together: what one cell prints on that line."""

    text: str
    box: Box

    @property
    def is_figure(self) -> bool:
        """A number, a printed nil, or the part of a number that a narrow column leaves on one line (53,748,90)."""
        return _is_figure(self.text)

    @property
    def is_code(self) -> bool:
        return bool(_CODE.match(self.text))


def _is_figure(text: str) -> bool:
    return is_number(text) or bool(_NIL.match(fold(text)) or FIGURE_PART.match(fold(text)))


def texts_of(lines: Sequence[list[Word]]) -> tuple[str, ...]:
    """The lines' words, folded."""
    return tuple(fold(joined(line)) for line in lines)


def piece_of(words: list[Word]) -> Piece:
    """Some words of one line as one piece."""
    return Piece(" ".join(word["text"] for word in words), around(words))


def line_text(line: Sequence[Piece]) -> str:
    """What a line prints, without blanks between its pieces."""
    return "".join(piece.text for piece in line)


def is_amount(text: str) -> bool:
    """True for a figure, a printed nil or a part of a figure; a code is none."""
    return bool(_NIL.match(fold(text)) or FIGURE_PART.match(fold(text)) or (is_number(text) and not _CODE.match(text)))


def amounts_in(line: Sequence[Word]) -> list[Word]:
    """The words of a line that print figures, nils or parts of figures; codes, years and numbers inside a text
    (12 月底前) are none."""
    codes = codes_of(folded(word["text"] for word in line))
    return [
        word
        for n, word in enumerate(line)
        if n not in codes and _is_figure(word["text"]) and not _YEAR.match(word["text"]) and not _in_text(line, n)
    ]


def _in_text(line: Sequence[Word], n: int) -> bool:
    """True for digits as close to a Chinese character as words of one text are; an item begins another cell."""
    if not line[n]["text"].isdigit():
        return False
    before, after = line[n - 1 : n] if n else [], line[n + 1 : n + 2]
    return any(_CHINESE.match(word["text"][-1:]) and no_blank_between(word, line[n]) for word in before) or any(
        _CHINESE.match(word["text"]) and no_blank_between(line[n], word) and not begins_with_ordinal(fold(word["text"]))
        for word in after
    )


def is_data(line: list[Piece]) -> bool:
    """True for a line that prints figures apart from their labels."""
    total = bool(line) and is_total_label(line[0].text)  # 合计 | 84: no code stands beside it
    figures = (
        sum(piece.is_figure and (total or not piece.is_code or _is_yuan(line, n)) for n, piece in enumerate(line))
        or sum(piece.is_figure for piece in line) - 1
    )
    if is_page_number(line_text(line)):
        return False
    return len(line) >= 2 and figures >= 1 and not any(_CONTENTS.search(piece.text) for piece in line)


def _is_yuan(line: list[Piece], n: int) -> bool:
    """True for a whole number that ends one side of a table, as no code does: 一、本年收入 | 4620848 | 一、本年支出."""
    ends = n + 1 == len(line) or split_ordinal(line[n + 1].text)[0] is not None
    return n > 0 and ends and not line[n - 1].is_figure and bool(_YUAN.match(fold(line[n].text)))


def has_header_words(parted: Sequence[list[Piece]], fewest: int = _HEADER_WORDS) -> bool:
    """True for lines of which several pieces are words of headers."""
    return sum(bool(_HEADER_WORD.search(fold(piece.text))) for line in parted for piece in line) >= fewest


def names_expenses(parted: Sequence[list[Piece]]) -> bool:
    """True for lines of which several pieces name kinds of expenses, as the header of 三公 does."""
    return sum(piece.text.endswith("费") for line in parted for piece in line) >= _EXPENSES


def begins_row(line: list[Piece]) -> bool:
    """True for a line of labels that is a row of its own: an ordinal, a total, an of-which."""
    return any(
        begins_with_ordinal(fold(piece.text)) or re.match(r"^(其中|合计|总计|本年|上年|年终)", fold(piece.text))
        for piece in line
    )
