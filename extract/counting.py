"""The independent count of printed figures: amount-like words of the text layer, table finder unused.

A word counts when it is a number standing alone on a line that belongs to a table. Codes,
ordinals, years, page numbers and contents lines do not count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from extract.document import Page
from extract.tables.furniture import is_running, running_lines
from forms.money import NIL, is_number, parse_number
from forms.text import fold

_CODE = re.compile(r"^(?:\d{3}|\d{5}|\d{6}|\d{7}|\d{9}|\d{15,25}|\d{2})$")
_ECONOMIC = re.compile(r"^[35]\d{2}(\d{2})?$")
_LEVEL = re.compile(r"^\d{2,3}$")
_MOST_ADDENDS = 10
_YEAR = re.compile(r"^20[0-3]\d$")
_WORD = re.compile(r"[\u4e00-\u9fff]")
_CONTENTS = re.compile(r"\.{4,}|…{2,}|·{4,}")
_SENTENCE = re.compile(r"[，。；].*[，。；]|^[^|]{30,}$")


def count_printed(pages: Sequence[Page]) -> int:
    """Amount-like cells of all tables of a document."""
    running = running_lines(list(pages))
    return sum(
        count_line(tokens) for page in pages for tokens in page.tokens if not is_running("".join(tokens), running)
    )


def count_line(tokens: Sequence[str]) -> int:
    """Amounts among the words (or cells) of one printed line."""
    words = ["" if fold(token) in NIL else fold(token) for token in tokens]
    if _CONTENTS.search("".join(words)):
        return 0
    if any(len(word) > 24 and _WORD.search(word) and _SENTENCE.search(word) for word in words) and len(words) <= 3:
        return 0
    return sum(1 for n, word in enumerate(words) if is_number(word) and not _is_code(words, n))


def _is_code(words: Sequence[str], n: int) -> bool:
    """True for a number that names rather than measures: a code before its label, a year, a column number."""
    word = words[n]
    if _YEAR.match(word):
        beside = next((later for later in words[n + 1 :] if later), "")
        return beside.startswith(("年", "预算", "决算")) or sum(is_number(other) for other in words) == 1
    if not _CODE.match(word):
        return False
    if (word.startswith("0") and len(word) > 1) or len(word) >= 15:
        return True
    following = next((later for later in words[n + 1 :] if later and not _CODE.match(later)), "")
    if _WORD.search(following):
        return _names_a_label(words, n)
    return _leads(words, n)


def _names_a_label(words: Sequence[str], n: int) -> bool:
    """True for a code in front of its label: at the start of the line, in a chain 201 | 03 | 01, or an
    economic code right after another label. Revenue stands left of the expenditure's label: a number
    right after a label that is no economic code is an amount."""
    before = [word for word in words[:n] if word]
    if before and _WORD.search(before[-1]):
        return bool(_ECONOMIC.match(words[n]))
    if before and _ECONOMIC.match(words[n]) and _ECONOMIC.match(before[0]):
        return True  # the next of several blocks side by side: 301 | 工资福利支出 | 6.5 | 302 | 商品和服务支出
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
    if any(word and not (_CODE.match(word) and "." not in word) for word in words[:n]):
        return False
    if len(words[n]) == 2 and not any(words[:n]):
        # a code of two digits (款, 项) follows one of three
        return False
    later = [word for word in words[n + 1 :] if is_number(word)]
    if not later or words[n] in later or len(later) + n + 1 < len([word for word in words if word]):
        return False
    return not _is_sum(words[n], later)


def _is_sum(total: str, later: Sequence[str]) -> bool:
    """True when some of the later figures add up to the first: the total of a row without a label."""
    values = [value for word in later[:_MOST_ADDENDS] if (value := parse_number(word))]
    wanted = parse_number(total)
    return any(sum(chosen) == wanted for size in range(2, len(values) + 1) for chosen in combinations(values, size))
