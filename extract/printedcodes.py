"""Which numbers of a printed line are codes: those of the classifications, and those that the document gives names to.

A digit more or less tells no code from an amount in whole yuan. What leads a line to a label names it; where the label
is wrapped away, a number is a code when the classification or another line of the document knows it as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations, dropwhile

from archive.classifications import account_codes
from forms.money import NIL, is_number, parse_number
from forms.text import fold, split_ordinal

_SHAPE = re.compile(r"^(?:\d{2,3}|\d{5,7}|\d{9})$")
"""A 类, a 款 or a department; a whole code of subjects, a unit's code."""
_SUBJECT = (5, 7)
"""Digits of a subject's whole code, which the classification lists."""
_BEGUN = (2, 3, 5)
"""Of the parts in front of a code's last one."""
_LONG = re.compile(r"^\d{12,}$")
"""Of a project: no amount prints so many digits before its decimals."""
_PART = re.compile(r"^0\d+$")
"""No amount begins so."""
_LEVEL = re.compile(r"^\d{2}$")
_ECONOMIC = re.compile(r"^[35]\d{2}(\d{2})?$")
_WORD = re.compile(r"[\u4e00-\u9fff]")
_BODY = re.compile(r"[局委厅会院心处队站馆校学部室署所团社府道镇乡司级关]$")
_ORDINAL = re.compile(r"^（\d{1,2}）$")
"""A label's ordinal set apart from it, (1) 政府预算资金; in brackets stand negative amounts too."""
_MOST_ADDENDS = 10
_FEW = 3
"""Words of a line that may print an amount and nothing else."""


def folded(tokens: Iterable[str]) -> list[str]:
    """The words of a line as they are compared; '' for a printed nil."""
    return ["" if fold(token) in NIL else fold(token) for token in tokens]


def named_codes(lines: Iterable[Sequence[str]]) -> frozenset[str]:
    """The codes that the lines of a document give names to: whole ones, and parts of one joined (208 | 05 | 05)."""
    named: set[str] = set()
    for line in lines:
        words = folded(line)
        codes = codes_of(words)
        for n in codes:
            if _WORD.search(_next(words, n)):
                named |= {words[n], _joined(words, n, codes)}
    return frozenset(named)


def codes_of(words: Sequence[str], named: frozenset[str] = frozenset()) -> set[int]:
    """Places of the codes among the words of a line, left to right; ``named``: what other lines give names to."""
    codes: set[int] = set()
    for n, word in enumerate(words):
        following = _next(words, n)
        if _LONG.match(word) or _PART.match(word) or (_ORDINAL.match(word) and _WORD.match(following)):
            codes.add(n)
        elif _SHAPE.match(word) and (len(word) == 2 or words[n + 1 : n + 2] != [word]):
            # a total and its only part are no codes: none is printed twice, but for its levels
            if any(_LONG.match(words[k]) for k in codes):
                continue  # what follows a project's code is its amount
            if any(words[k] and k not in codes for k in range(n)):
                is_code = _goes_on(words, n, codes, following, named)
            elif _WORD.search(following):
                is_code = _names(words, n, codes, following)
            else:
                is_code = _is_known(words, n, codes, named)
            if is_code:
                codes.add(n)
    return codes


def _next(words: Sequence[str], n: int) -> str:
    """The word after a number and the numbers that may be further parts of its code."""
    return next((word for word in words[n + 1 :] if word and not _SHAPE.match(word)), "")


def _joined(words: Sequence[str], n: int, codes: set[int]) -> str:
    """A code's part with the parts before it: 208 | 05 | 05, or 20805 | 05."""
    first = n
    while first and len(words[first]) == 2 and first - 1 in codes and len(words[first - 1]) in _BEGUN:
        first -= 1
    return "".join(words[first : n + 1])


def is_listed(code: str, named: frozenset[str] = frozenset()) -> bool:
    """True for a code that the classification or the document knows: itself, a 项's 款, a unit's department."""
    listed = account_codes()
    if code in listed or code in named:
        return True
    return (len(code) == 7 and code[0] == "2" and code[:5] in listed) or (len(code) == 6 and code[:3] in named)


def _names(words: Sequence[str], n: int, codes: set[int], following: str) -> bool:
    """True for a number in front of its label. Labels of a side of the balance have ordinals, and stand behind the
    other side's amount."""
    if split_ordinal(following)[0]:
        return False
    if len(words[n]) in _SUBJECT:
        return words[n][:3] in account_codes()
    return len(words[n]) != 2 or not codes or len(_joined(words, n, codes)) > 3


def _is_known(words: Sequence[str], n: int, codes: set[int], named: frozenset[str]) -> bool:
    """True for a code whose label is wrapped onto other lines: known by itself or with the parts before it, or no
    total of a row, which stands in the line again or is a sum of what does."""
    later = [word for word in words[n + 1 :] if is_number(word) and not _PART.match(word)]
    if _is_sum(words[n], later):
        return False
    if len(words[n]) == 2 and codes:
        levels = [len(word) for word in words[:3] if word.isdigit()] == [3, 2, 2] and n < 3
        return levels or (n == 1 and _are_levels(words)) or is_listed(_joined(words, n, codes), named)
    if len(words[n]) == 2 and any(word.isdigit() and len(word) < 3 for word in later):
        return _are_levels(words)  # else small figures beside each other
    # a total stands beside its parts, and nothing but nils beside a code
    stands_again = words[n] in later or (not later and len(words) <= _FEW)
    return is_listed(words[n], named) or not (stands_again or len(words[n]) in _SUBJECT)


def _are_levels(words: Sequence[str]) -> bool:
    """True for the 款 of the department's and of the government's account (99 | 99 | 834.71 | 834.71), whose 类 and
    names are wrapped onto other lines: figures of a row with decimals have them all."""
    amounts = [word for word in words[2:] if word]
    return (
        len(amounts) > 1
        and all(map(_LEVEL.match, words[:2]))
        and all(is_number(word) and "." in word for word in amounts)
    )


def _goes_on(words: Sequence[str], n: int, codes: set[int], following: str, named: frozenset[str]) -> bool:
    """True for a code after a label that has one: the government's beside the department's (301 | 99 | label |
    501 | 99), the next block's, a unit's in front of its name, an account's behind the name of the unit."""
    if _is_account_of_unit(words, n, codes):
        return True
    if len(words[n]) == 2:
        return 0 in codes and ((n - 1 in codes and bool(_ECONOMIC.match(words[n - 1]))) or _ends_one(words, n))
    # 301 | 08, or the 款 alone; not a unit: 088002 | 某局 | 640.75 | 512
    economic = bool(_ECONOMIC.match(words[0]) or (_PART.match(words[0]) and len(words[0]) == 2))
    if words[n][:3] in account_codes() and _ECONOMIC.match(words[n]) and economic and 0 in codes:
        before = next((words[k] for k in reversed(range(n)) if k in codes and len(words[k]) > 2), "")
        label_lost = words[n] in account_codes() and words[n].startswith("5") and not before.startswith("5")
        return bool(_WORD.search(following)) or label_lost
    unit = len(words[n]) == 6 and (bool(_BODY.search(following)) or _is_unit(words, n, named))
    amounts = any(is_number(words[k]) and k not in codes for k in range(n))
    return not amounts and (unit or _names_account(words, n, following))


def _is_unit(words: Sequence[str], n: int, named: frozenset[str]) -> bool:
    """True for a unit's code: one that has a name elsewhere, or a neighbour's whose name is wrapped onto other lines
    wherever it stands, in a row whose amounts have decimals."""
    if words[n] in named:
        return True
    of_department = any(len(other) == 6 and other[:3] == words[n][:3] for other in named)
    return of_department and _print_decimals(words[n + 1 :])


def _is_account_of_unit(words: Sequence[str], n: int, codes: set[int]) -> bool:
    """True for an account's code, or a level of it, right behind the code and name of a unit or the end of that name,
    in a row whose amounts have decimals: its own label may be wrapped onto other lines."""
    first = n
    while first and first - 1 in codes and len(words[first]) == 2:
        first -= 1
    if not (first == 1 or (first == 2 and 0 in codes)) or not _BODY.search(words[first - 1]):
        return False
    behind = dropwhile(_LEVEL.match, words[n + 1 :])
    return is_listed("".join(words[first : n + 1])) and _print_decimals(behind)


def _names_account(words: Sequence[str], n: int, following: str) -> bool:
    """True for an account's code, or its 类, in front of its label, in a row whose amounts have decimals, or stand on
    another line."""
    labelled = bool(_WORD.search(following)) and not split_ordinal(following)[0]
    behind = list(dropwhile(_LEVEL.match, words[n + 1 :]))
    wrapped = len(words[n]) == _SUBJECT[-1] and not any(map(is_number, behind))
    return labelled and words[n] in account_codes() and (wrapped or _print_decimals(behind))


def _ends_one(words: Sequence[str], n: int) -> bool:
    """True for the last part of the government's code behind the department's and its label (99 | label | 99 | 0.84),
    where the line above prints the first parts: the row's amounts have decimals, and it is no total of theirs."""
    later = [word for word in words[n + 1 :] if is_number(word)]
    return len(words[0]) == 2 and _print_decimals(later) and not _is_sum(words[n], later)


def _print_decimals(words: Iterable[str]) -> bool:
    """True where amounts stand among the words of a row and all but a nil printed as 0 have decimals: a number without
    them is another thing."""
    amounts = [word for word in words if is_number(word)]
    return any("." in word for word in amounts) and all("." in word or not parse_number(word) for word in amounts)


def _is_sum(total: str, later: Sequence[str]) -> bool:
    """True when some of the later figures add up to the first: the total of a row without a label."""
    values = [value for word in later[:_MOST_ADDENDS] if (value := parse_number(word))]
    wanted = parse_number(total)
    return any(sum(chosen) == wanted for size in range(2, len(values) + 1) for chosen in combinations(values, size))
