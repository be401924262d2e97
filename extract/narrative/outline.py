"""The headings of a narrative: three parts, and in them 一、 （一） 1. （1）."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.narrative.metrics import UNNUMBERED
from extract.narrative.paragraphs import Paragraph, is_caption, is_table_caption
from forms.text import fold, split_ordinal

COVER, CONTENTS, TABLES = "封面", "目录", "报表"
_PART = re.compile(r"^(?:第[一二三四五六七八九十]+部分|附件[\d一二三四五六七八九十]*(?:[：:]|$))")
_PART_NUMBER = re.compile(r"^(?:第[一二三四五六七八九十]+部分|附件[\d一二三四五六七八九十]*)\s*[：:]?\s*(?=.)")
_COMPLETE = re.compile(r"(?:概况|说明|解释|[报算]表|情况|附件|公开表|表)(?:（[^（）]*）)?$")
_LEVELS = (
    re.compile(r"^[一二三四五六七八九十]+、"),
    re.compile(r"^（[一二三四五六七八九十]+）"),
    re.compile(r"^\d{1,2}[.、](?!\d(?!\d{3}年))"),
    re.compile(r"^（\d{1,2}）"),
)
_BROKEN = re.compile(r"[，。；：:！？,;]")
_STOPPED = re.compile(r"(?:情况|说明|构成|概况|职责|设置)。$")
_RUN_IN = re.compile(r"^(?P<title>[^，。；：:,;！？\d]{2,24}?)(?:[：:。](?=.)|(?=(?:是)?指[^标导定挥]))")
_GLOSSARY = re.compile(r"名词解释|专业名词")
_LISTED = re.compile(r"职责|职能|工作任务|工作目标|机构|构成")
LONGEST_HEADING = 40


@dataclass
class Headed:
    """One heading with the paragraphs below it, down to the next heading of any level."""

    heading: str
    path: tuple[str, ...]
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def page(self) -> int | None:
        return self.paragraphs[0].page

    @property
    def text(self) -> str:
        return "\n".join(each.text for each in self.paragraphs)


def sections(cover: Sequence[Paragraph], contents: Sequence[Paragraph], body: Sequence[Paragraph]) -> list[Headed]:
    """Every paragraph in exactly one section, in printed order."""
    front = ((COVER, cover), (CONTENTS, contents))
    found = [Headed(name, (name,), list(paragraphs)) for name, paragraphs in front if paragraphs]
    trail: list[tuple[int, str]] = []
    here: Headed | None = None
    position = 0
    while position < len(body):
        level, size = _heading_at(body, position, trail)
        paragraphs = body[position : position + size]
        if level is not None:
            printed = " ".join(each.text for each in paragraphs)
            title = _title(printed, level)
            trail = [each for each in trail if each[0] < level]
            trail.append((level, printed if level == 0 else _ordinal(printed) + title))
            here = Headed(title, tuple(name for _, name in trail))
            found.append(here)
        elif here is None or (_in_glossary(trail) and is_table_caption(paragraphs[0].text)):
            # the tables of the annex follow the glossary, often without a heading
            name = TABLES if here else COVER
            here, trail = Headed(name, (name,)), []
            found.append(here)
        here.paragraphs.extend(paragraphs)
        position += size
    return found


def _in_glossary(trail: Sequence[tuple[int, str]]) -> bool:
    return any(_GLOSSARY.search(name) for _, name in trail)


def level_of(text: str) -> int | None:
    """The level that the text's first characters give it: 0 a part, 1 一、, 2 （一）, 3 1., 4 （1）; else ``None``."""
    folded = fold(text)
    if _PART.match(folded):
        return 0
    return next((n for n, pattern in enumerate(_LEVELS, 1) if pattern.match(folded)), None)


def _heading_at(body: Sequence[Paragraph], position: int, trail: Sequence[tuple[int, str]]) -> tuple[int | None, int]:
    """(level of the heading that begins here or ``None``, how many paragraphs belong to it)."""
    text = body[position].text
    folded = fold(text)
    level = level_of(text)
    if level == 0:
        return 0, _part_size(body, position) if len(folded) <= 3 * LONGEST_HEADING else 1
    if level is None:
        lone = len(folded) <= LONGEST_HEADING and UNNUMBERED.search(folded) and not re.search(r"[，。；：,;]", folded)
        return (0, 1) if lone and not is_caption(text) else (None, 1)
    rest = split_ordinal(folded)[1]
    glossary = _in_glossary(trail)
    listed = any(_LISTED.search(name) for depth, name in trail if 0 < depth < level)
    run_in = _RUN_IN.match(rest)
    if run_in and (glossary or (level < 3 and not listed)):
        return level, 1
    bare = rest.removesuffix("。") if _STOPPED.search(rest) else rest.rstrip("：:")
    following = body[position + 1] if position + 1 < len(body) else None
    below = following is not None and (level_of(following.text) is None or (level_of(following.text) or 0) > level)
    plain = 2 <= len(bare) <= LONGEST_HEADING and not _BROKEN.search(bare)
    return (level, 1) if plain and (below or level == 1) else (None, 1)


def _part_size(body: Sequence[Paragraph], position: int) -> int:
    """第二部分 may be printed over lines: the body's name, the year, and what the part is."""
    size = 1
    while size < 4 and position + size < len(body):
        if _COMPLETE.search(fold(body[position + size - 1].text)):
            break
        following = body[position + size].text
        if level_of(following) is not None or len(fold(following)) > LONGEST_HEADING or _BROKEN.search(fold(following)):
            break
        size += 1
    return size


def _title(printed: str, level: int) -> str:
    if level == 0:
        return _PART_NUMBER.sub("", printed).strip()
    rest = split_ordinal(printed)[1]
    if _BROKEN.search(rest.rstrip("。：: ")) and (run_in := _RUN_IN.match(rest)):
        return run_in["title"].strip()
    return rest[:LONGEST_HEADING].rstrip("。：: ")


def _ordinal(printed: str) -> str:
    return printed[: len(printed) - len(split_ordinal(printed)[1])].rstrip()
