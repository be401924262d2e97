"""The independent count of printed figures: amount-like words of the text layer, table finder unused.

A word counts when it is a number standing alone on a line that belongs to a table. Codes,
ordinals, years, page numbers and contents lines do not count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from extract.countedlines import counted_lines
from extract.document import Page
from extract.tables.headers import is_column_numbers
from extract.tables.whole import CutCell
from forms.money import NIL, is_number, parse_number
from forms.text import fold, split_ordinal

_CODE = re.compile(r"^(?:\d{3}|\d{5}|\d{6}|\d{7}|\d{9}|\d{12,25}|\d{2})$")
_ECONOMIC = re.compile(r"^[35]\d{2}(\d{2})?$")
_LEVEL = re.compile(r"^\d{2,3}$")
_ORDINAL = re.compile(r"^（\d{1,2}）$")
"""A label's ordinal set apart from it, (1) 政府预算资金; in brackets stand negative amounts too."""
_FEWEST = 3
"""Numbers of a line that counts the columns."""
_NUMBERS_COLUMNS = {"栏次", "行次", "*", "**"}
_COUNTED = re.compile(r"^(万?元|个|项|辆|台|年|月|万$)")
_DATE = re.compile(r"^月|^日前|^号$")
_OF_TABLE = re.compile(r"^表$|^台（套）")
"""预算 | 10 | 表, and the unit that targets alone print after their figure."""
_MEASURE = re.compile(r"^(?:[次人段年个项天日份家件场期批套台辆米名户亩]$|小时?$|公里)")
_LONG = 12
"""Digits of a part of a project's code; no amount prints so many before its decimals."""
_WHOLE_CODE = 5
"""Digits of a code that is no level of one, at least."""
_TARGET = re.compile(r"^[≤≥<>＜＞]")
_BODY = re.compile(r"[局委厅会院心处队站馆校学部室署所团社府道镇乡司级关]$")
_PAUSE = re.compile(r"[，。；：]|[\u4e00-\u9fff],")
_SAYS = re.compile(r"(?:为|共有|共计)$")
_ANNEX = re.compile(r"(?:^|[（(])(?:附件|附表|公开表|预算表|表)$")
_MOST_ADDENDS = 10
_YEAR = re.compile(r"^20[0-3]\d$")
_WORD = re.compile(r"[\u4e00-\u9fff]")
_CONTENTS = re.compile(r"\.{4,}|…{2,}|·{4,}")
_IN_PROSE = re.compile(r"^[百千万亿]*元[，,。；;、]")
_SENTENCE = re.compile(r"[，。；].*[，。；]|^[^|]{30,}$")


def count_printed(pages: Sequence[Page], cut: Sequence[CutCell] = ()) -> int:
    """Amount-like cells of all tables of a document; ``cut``: those that a page's end cut."""
    return sum(count_line(line) for line in counted_lines(pages, cut))


def count_line(tokens: Sequence[str]) -> int:
    """Amounts among the words (or cells) of one printed line."""
    words = ["" if fold(token) in NIL else fold(token) for token in tokens]
    if is_column_numbers(tokens) and (sum(map(is_number, words)) >= _FEWEST or _NUMBERS_COLUMNS & set(tokens)):
        return 0
    if _CONTENTS.search("".join(words)):
        return 0
    if any(len(word) > 24 and _WORD.search(word) and _SENTENCE.search(word) for word in words) and len(words) <= 3:
        return 0
    if any(_IN_PROSE.match(word) for word in words[1:]):
        return 0  # a sentence set with blanks around its figures: 收入合计 | 4996.9 | 万元，其中
    if len(words) > 2 and all(len(word) == 1 for word in words) and not is_number(words[-1]):
        return 0  # a title with blanks between its characters
    return sum(
        1 for n, word in enumerate(words) if is_number(word) and not _is_code(words, n) and not _in_sentence(words, n)
    )


def _in_sentence(words: Sequence[str], n: int) -> bool:
    """True for a number that the sentence around it goes on from: 收入 | 296.23 | 万元，…"""
    following = words[n + 1] if n + 1 < len(words) else ""
    if words[n].isdigit() and _OF_TABLE.match(following) and sum(map(is_number, words)) == 1:
        return True
    if words[n].isdigit() and (_DATE.match(following) or (_MEASURE.match(following) and _of_targets(words))):
        return True  # 立项完成 | 9 | 月底, 培训 | ≥4 | 次 | 30 | 人
    if n and _ANNEX.search(words[n - 1]):
        return True  # of a title: 附件 | 11
    says = _PAUSE.search("".join(words)) or (n and _SAYS.search(words[n - 1]))
    return bool(_COUNTED.match(following)) and bool(says)


def _of_targets(words: Sequence[str]) -> bool:
    """True for a line of a project's targets: its code leads, or a target is printed as a limit."""
    return (words[0].isdigit() and len(words[0]) >= _LONG) or any(map(_TARGET.match, words))


def _is_code(words: Sequence[str], n: int) -> bool:
    """True for a number that names rather than measures: a code before its label, a year, a column number."""
    word = words[n]
    if _YEAR.match(word):
        beside = next((later for later in words[n + 1 :] if later), "")
        return beside.startswith(("年", "预算", "决算")) or sum(is_number(other) for other in words) == 1
    if _ORDINAL.match(word) and n + 1 < len(words) and _WORD.match(words[n + 1]):
        return True
    if re.match(r"^0\d+$", word):
        return True  # no amount begins so: a part of a longer code too
    if not _CODE.match(word):
        return False
    beside = words[n + 1] if n + 1 < len(words) else ""
    if len(word) >= _WHOLE_CODE and word == beside:
        return False  # a total and its only part: no code is printed twice
    if len(word) >= _LONG or _wears_no_amount(words, n) or _goes_on_a_code(words, n):
        return True
    following = next((later for later in words[n + 1 :] if later and not _CODE.match(later)), "")
    if _WORD.search(following):
        return _names_a_label(words, n)
    if len(word) == 5 and n == 2 and word.startswith("5") and _ECONOMIC.match(words[0]) and len(words[0]) == 5:
        return True  # 30199 | 其他工资福利支出 | 50199 | its label wrapped away
    return _leads(words, n)


_PAIRS = re.compile(r"^([235]\d\d \d\d ?)+$")
_PAIR = re.compile(r"^3\d\d \d\d 5\d\d \d\d$")
"""A department's and a government's economic code, the labels between them wrapped away."""


def _wears_no_amount(words: Sequence[str], n: int) -> bool:
    """True for a code on a line whose labels are wrapped away and whose amounts, if any, are printed nils:
    501 | 02 at its end, 301 | 99 | 501 | 99 alone, a unit's six digits."""
    printed = [word for word in words if word]
    if _PAIRS.match(" ".join(printed)) or (n < 4 and _PAIR.match(" ".join(words[:4]))):
        return True
    if _ECONOMIC.match(words[n]) and any(words[:n]):
        return len(words[n]) == 3 and bool(re.match(r"^\d\d$", printed[-1])) and printed[-2] == words[n]
    alone = len(printed) == 1 and len(words) > 2
    return alone and (len(words[n]) in (6, 7, 9) or (n == 0 and len(words[n]) == 3 and len(words) > 5))


def _goes_on_a_code(words: Sequence[str], n: int) -> bool:
    """True in the chain of a function at a line's start (208 | 99 | 99, or whole at every level: 208 | 20899 |
    2089999) and in the second of two economic codes (301 | 99 | label | 501 | 99), whatever stands between them
    and the amounts."""
    if n in (1, 2) and len(words) > 2 and re.match(r"^2\d\d$", words[0]):
        whole = all(re.match(rf"^{words[k - 1]}\d\d$", words[k]) for k in range(1, n + 1))
        return whole or bool(re.match(r"^\d\d$", words[1]) and re.match(r"^\d\d$", words[2]))
    starts = [k for k in range(len(words) - 1) if re.match(r"^[35]\d\d \d\d$", " ".join(words[k : k + 2]))]
    return len(starts) > 1 and starts[0] == 0 and starts[1] > 2 and n in (starts[1], starts[1] + 1)


def _names_a_label(words: Sequence[str], n: int) -> bool:
    """True for a code in front of its label: at the start of the line, in a chain 201 | 03 | 01, or an
    economic code right after another label. Revenue stands left of the expenditure's label: a number
    right after a label that is no economic code is an amount."""
    before = [word for word in words[:n] if word]
    label = next((word for word in words[n + 1 :] if word), "")
    if len(words[n]) == 2 and not before:
        # of a code that prints only the level that changes; expenditure's labels have ordinals
        return not split_ordinal(label)[0]
    if before and _WORD.search(before[-1]):
        return bool(_ECONOMIC.match(words[n]) or (len(words[n]) == 6 and _BODY.search(label)))
    if before and _ECONOMIC.match(words[n]) and _ECONOMIC.match(before[0]):
        return True  # the next of several blocks side by side: 301 | 工资福利支出 | 6.5 | 302 | 商品和服务支出
    if before and len(words[n]) == 6 and all(map(_CODE.match, before)):
        return True  # a unit's code between its function's and its name: 208 | 05 | 05 | 280001 | …局
    chain = list(reversed(before))
    chain = chain[: next((k for k, word in enumerate(chain) if not _LEVEL.match(word)), len(chain))]
    if len(words[n]) == 2:
        return bool(chain) and len(chain[-1]) == 3
    # the government's code beside the department's, whose label is wrapped away: 301 | 12 | 501 | 02
    beside = bool(before) and words[n].startswith("5") and all(_CODE.match(word) for word in before)
    return not before or beside


def _leads(words: Sequence[str], n: int) -> bool:
    """True for a code at the start of a line whose label is wrapped onto other lines.

    An amount in that place is a row's total and stands in the line again; a code does not.
    """
    before = next((k for k in reversed(range(n)) if words[k]), None)
    if before is not None and not _is_code(words, before):
        return False
    later = [word for word in words[n + 1 :] if is_number(word)]
    if len(words[n]) == 2 and not any(words[:n]):
        # a code of two digits (款, 项) follows one of three, or alone is the level that changes
        return bool(later) and all(re.search("[.,]", word) for word in later) and not _is_sum(words[n], later)
    if not later or words[n] in later or len(later) + n + 1 < len([word for word in words if word]):
        return False
    return not _is_sum(words[n], later)


def _is_sum(total: str, later: Sequence[str]) -> bool:
    """True when some of the later figures add up to the first: the total of a row without a label."""
    values = [value for word in later[:_MOST_ADDENDS] if (value := parse_number(word))]
    wanted = parse_number(total)
    return any(sum(chosen) == wanted for size in range(2, len(values) + 1) for chosen in combinations(values, size))
