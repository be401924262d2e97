"""The independent count of printed figures: amount-like words of the text layer, table finder unused.

A word counts when it is a number standing alone on a line that belongs to a table. Codes,
ordinals, years, page numbers and contents lines do not count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.countedlines import counted_lines
from extract.document import Page
from extract.printedcodes import codes_of, folded, is_listed, named_codes
from extract.tables.headers import is_column_numbers
from extract.tables.whole import CutCell
from forms.money import is_number
from forms.text import fold

_FEWEST = 3
"""Numbers of a line that counts the columns."""
_NUMBERS_COLUMNS = {"栏次", "行次", "*", "**"}
_COUNTED = re.compile(r"^(万?元|个(?!人)|项(?!目)|辆|台|号|年(?![终度])|月|万$)")
_DATE = re.compile(r"^月|^日|^号$")
_SIZE = re.compile(r"^(?:匹|英?寸)$")
"""空调机 | 货物 | 1.5 | 匹: what is bought, in a font of its own."""
_OF_TABLE = re.compile(r"^表(?:$|[）)])")
"""预算 | 10 | 表, （公开 | 10 | 表）反映…"""
_SO_MANY = re.compile(r"^(?:多?[名次件批](?!称)|多人|人次|个(?!人))[\u4e00-\u9fff]")
"""召开 | 2 | 次座谈会: prose with blanks around its figures."""
_MEASURE = re.compile(r"^(?:[次人段年个项天日份家件场期批套台辆米名户亩]$|台（套）|小时?$|公里)")
_PROJECT = re.compile(r"^\d{12,}$")
"""A project's code, or a part of it; no amount prints so many digits before its decimals."""
_TARGET = re.compile(r"^[≤≥<>＜＞=＝]")
_PAUSE = re.compile(r"[。；：]|[\u4e00-\u9fff],")
_SAYS = re.compile(r"为$|共有$|.共计$")
"""Alone, 共计 is the label of a sum."""
_ANNEX = re.compile(r"(?:^|[（(])(?:附件|附表|公开表|预算表|表)$")
_YEAR = re.compile(r"^(?:\d{1,2}\.)?20[0-3]\d$")
_WORD = re.compile(r"[\u4e00-\u9fff]")
_CONTENTS = re.compile(r"\.{4,}|…{2,}|·{4,}")
_UNIT = r"[百千万亿]*元|台（套）|[次人个项天日份家件场期批套台辆名户亩]"
_GOES_ON = re.compile(rf"^(?:{_UNIT})(?:以[上下]|[，,。；;、])")
"""What a sentence prints behind a figure: 12 | 辆，其中：…, 50 | 万元以上…"""
_MONEY_GOES_ON = re.compile(r"^[百千万亿]*元[，,。；;、]")
"""收入合计 4996.9 | 万元，其中"""
_OF_YEAR, _MONTHS = re.compile(r"^20\d\d年$"), 12
_SENTENCE = re.compile(r"[。；].*[。；]|^[^|]{30,}$")


def count_printed(pages: Sequence[Page], cut: Sequence[CutCell] = ()) -> int:
    """Amount-like cells of all tables of a document; ``cut``: those that a page's end cut."""
    lines = counted_lines(pages, cut)
    named = named_codes(lines)
    return sum(count_line(line, named, below) for line, below in pairwise([*lines, []]))


def count_line(tokens: Sequence[str], named: frozenset[str] = frozenset(), below: Sequence[str] = ()) -> int:
    """Amounts among the words (or cells) of one printed line; ``named``: the codes that other lines give names to;
    ``below``: the words of the next line, on which a sentence may go on."""
    words = folded(tokens)
    if is_column_numbers(tokens) and (sum(map(is_number, words)) >= _FEWEST or _NUMBERS_COLUMNS & set(tokens)):
        return 0
    if _CONTENTS.search("".join(words)):
        return 0
    if any(len(word) > 24 and _WORD.search(word) and _SENTENCE.search(word) for word in words) and len(words) <= 3:
        return 0
    if any(
        _MONEY_GOES_ON.match(word) or (_GOES_ON.match(word) and is_number(words[n])) for n, word in enumerate(words[1:])
    ):
        return 0  # a sentence set with blanks around its figures
    if words and below and is_number(words[-1]) and _GOES_ON.match(fold(below[0])):
        words = words[:-1]
    if len(words) == 1 and below and is_listed(words[0] + fold(below[0]), named):
        return 0  # the first digits of a code, whose last ones begin the next line
    if len(words) > 2 and all(len(word) == 1 for word in words) and not is_number(words[-1]):
        return 0  # a title with blanks between its characters
    codes = codes_of(words, named)
    return sum(
        is_number(word) and n not in codes and not _is_year(words, n) and not _in_sentence(words, n)
        for n, word in enumerate(words[: _targets_from(words)])
    )


def _in_sentence(words: Sequence[str], n: int) -> bool:
    """True for a number that the sentence around it goes on from: 收入 | 296.23 | 万元，…"""
    following = words[n + 1] if n + 1 < len(words) else ""
    if _SIZE.match(following) or (words[n].isdigit() and _DATE.match(following)):
        return True  # 立项完成 | 9 | 月底
    if words[n].isdigit() and int(words[n]) <= _MONTHS and n > 1 and _OF_YEAR.match(words[n - 1]):
        return True  # 完成时间 | 2020年 | 12
    alone = sum(map(is_number, words)) == 1
    if _MEASURE.match(following) and (alone or (words[n].isdigit() and _names_project(words))):
        return True  # 设备购置数量 | 20 | 台（套）
    if words[n].isdigit() and alone and (_OF_TABLE.match(following) or _SO_MANY.match(following)):
        return True
    if n and _ANNEX.search(words[n - 1]):
        return True  # of a title: 附件 | 11
    if n and _SAYS.search(words[n - 1]):
        return True
    if following == "万" and n + 2 == len(words):
        return True  # the line breaks before 元
    return bool(_COUNTED.match(following) and _PAUSE.search("".join(words)))


def _targets_from(words: Sequence[str]) -> int:
    """Where a line begins to tell of targets: with the first limit (≥40), or with the words behind the amounts of a
    project whose code stands in the line."""
    limit = next((n for n, word in enumerate(words) if _TARGET.match(word)), len(words))
    code = next((n for n, word in enumerate(words) if _PROJECT.match(word)), limit)
    amounts = [n for n in range(code + 1, limit) if is_number(words[n]) and not _in_sentence(words, n)]
    behind = range(amounts[0], limit) if amounts else ()
    return next((n for n in behind if words[n] and not is_number(words[n])), limit)


def _names_project(words: Sequence[str]) -> bool:
    return any(map(_PROJECT.match, words))


def _is_year(words: Sequence[str], n: int) -> bool:
    """True for a year in front of what it is the year of, or of words without a figure."""
    beside = next((later for later in words[n + 1 :] if later), "")
    begins = not any(words[:n]) and sum(is_number(other) for other in words) == 1
    return bool(_YEAR.match(words[n])) and (begins or beside.startswith(("年", "预算", "决算")))
