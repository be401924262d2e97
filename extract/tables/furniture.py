"""Page furniture: running headers, footers, page numbers and contents, which belong to no table and no sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.document import Page
from forms.money import is_number
from forms.structure import is_total_label
from forms.text import fold

_PAGE_NUMBER = re.compile(
    r"^[-—–_·.]*(第?\d{1,3}页?([，,、/（]?共\d{1,3}页）?)?(/\d{1,3})?)[-—–_·.]*$|^[-—–_一]\d{1,4}[-—–_一]$"
)
"""Recognition takes the dashes around a page number for 一; those of gazettes and yearbooks have four digits."""
_AMOUNT = re.compile(r"#[.,]#")
"""Rows that close several tables differ only in their amounts, as footers in their page numbers."""
_SHORT = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
"""Numbers and years of pages; those of more digits are amounts in whole yuan, codes, and dates, which stay the same."""
_ENTRY = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分|附件|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[、.])|表$"
)
_OF_CONTENTS = re.compile(r"^第[一二三四五六七八九十]+部分|^附件|(?:概况|说明|解释|表)$")
"""What a contents page lists; rows that count people or projects under ordinals name none of it."""
_OF_SITE = re.compile(
    r"网站标识码|[A-Z\u4e00-\u9fff]ICP[备证]|公网安备|版权所有|浏览(?:次数|量)|访问量|邮政编码[：:]|邮编[：:]"
)
"""What a web page says of its site below its text."""
_SERIAL = re.compile(r"^\d{1,2}$")
_AT, _YEAR = re.compile(r"^\d{1,3}$"), re.compile(r"^20\d\d$")
_FEWEST_ENTRIES = 5
_WRAPPED = 2
"""Lines of an entry before the one that ends in its page number, at most."""


def shape(text: str) -> str:
    """A line but for its short numbers, which differ from page to page."""
    return _SHORT.sub("#", fold(text))


def running_lines(pages: list[Page]) -> set[str]:
    """Shapes of the first and last lines of pages that at least three pages, and a third of all, repeat."""
    counts: Counter[str] = Counter()
    for page in pages:
        edge = [line.text for line in [*page.lines[:2], *page.lines[-2:]]]
        counts.update({shape(text) for text in edge})
    numbered = sum(1 for page in pages if page.number is not None)
    return {line for line, count in counts.items() if count >= 3 and count * 3 >= numbered and may_run(line)}


def may_run(line: str) -> bool:
    """False for the shapes of titles, unit lines and rows of amounts, which many pages may begin or end with."""
    of_table = line.endswith("表") or _AMOUNT.search(line) or is_total_label(line.rstrip("#|"))
    return not (of_table or "单位：" in line or "名称：" in line)


def is_of_site(text: str) -> bool:
    """True for a line of a web page's foot: who keeps the site, its registrations, its readers."""
    return bool(_OF_SITE.search(fold(text)))


def is_page_number(text: str) -> bool:
    """True for 3, - 3 -, 一 3 一, 第3页 and 第3页，共10页."""
    return bool(_PAGE_NUMBER.match(fold(text)))


def is_running(text: str, running: set[str]) -> bool:
    """True for a page number or a line that runs through the document."""
    return is_page_number(text) or shape(text) in running


def contents_entries(lines: Sequence[Sequence[str]]) -> set[int]:
    """Numbers of the lines (given as their words) that are entries of contents with a page number set apart, or their
    own.

    Such a page looks like a table of labels and figures. It is told by its run of entries whose page numbers never
    fall, a part, an annex or a form among them.
    """
    entries = _counted_entries(lines)
    run: list[tuple[int, int, str]] = []
    for number, line in enumerate([*lines, ["-1"]]):
        words = [fold(word) for word in line if fold(word)]
        words = words[1:] if len(words) > 2 and _SERIAL.match(words[0]) else words
        figures = [word for word in words if is_number(word) and not _YEAR.match(word)]
        text = "".join(words[:-1])
        at = int(words[-1]) if text and _AT.match(words[-1]) and len(figures) == 1 else None
        if at is not None and run and at >= run[-1][1] and number - run[-1][0] <= _WRAPPED + 1:
            run.append((number, at, text))
        elif figures:
            if len(run) >= _FEWEST_ENTRIES and any(_OF_CONTENTS.search(entry) for _, _, entry in run):
                entries.update(entry for entry, _, _ in run)
            run = [(number, at, text)] if at is not None and _ENTRY.search(text) else []
    return entries


def is_contents(page: Page) -> bool:
    """True for a page whose table is a list of contents, as worksheets have it."""
    entries = contents_entries(page.tokens)
    others = (line for n, line in enumerate(page.tokens) if n not in entries)
    return bool(entries) and bool(page.grids) and all(fold("".join(line)) in ("目录", "目次", "") for line in others)


def _counted_entries(lines: Sequence[Sequence[str]]) -> set[int]:
    """Those of contents in a spreadsheet, whose entries are forms, counted in a column of its own."""
    entries: set[int] = set()
    run: list[int] = []
    for number, line in enumerate([*lines, []]):
        words = [fold(word) for word in line if fold(word)]
        if len(words) > 1 and words[0] == str(len(run) + 1) and words[-1].endswith("表"):
            run.append(number)
        else:
            entries.update(run if len(run) >= _FEWEST_ENTRIES else ())
            run = []
    return entries
