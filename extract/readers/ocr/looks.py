"""The lines of cells recognised with a second opinion: figures are read twice, doubtful words again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from extract.readers.ocr.lettering import crop, widened
from extract.readers.ocr.recogniser import Image, PixelBox, recognise
from forms.money import is_number

Look = tuple[str, float]
"""Text and confidence."""

_SURE = 0.985
_OTHER_MARGINS = (0.0, 0.3)
"""Line heights of white around a line on a further look."""
_POINT = re.compile(r"(?<=\d)[:：](?=\d\d?$)")
"""A decimal point with a speck over it."""


def read_lines(
    image: Image,
    lines: list[tuple[PixelBox, PixelBox]],
    height: float,
    check: Callable[[], None],
) -> list[Look]:
    """The text of each (line, its cell).

    What holds a figure, or is doubtful, is looked at once more by itself; where the two looks
    differ, further looks decide. Their disagreement stays visible in a lower confidence.
    """
    first = recognise([crop(image, widened(line, cell, height), height) for line, cell in lines], check)
    again = [n for n, (text, confidence) in enumerate(first) if confidence < _SURE or _figures(text)]
    second = dict(zip(again, recognise([crop(image, lines[n][0], height) for n in again], check), strict=True))
    unlike = [n for n in again if second[n][0] != first[n][0] or not _whole(first[n][0])]
    # a lone figure is read best by itself, a word with what stands beside it
    boxes = [lines[n][0] if _figures(first[n][0]) else widened(*lines[n], height) for n in unlike]
    further = recognise([crop(image, box, height, margin) for box in boxes for margin in _OTHER_MARGINS], check)
    texts = [max(look, second.get(n, look), key=lambda look: look[1]) for n, look in enumerate(first)]
    for place, n in enumerate(unlike):
        looks = further[place * len(_OTHER_MARGINS) : (place + 1) * len(_OTHER_MARGINS)]
        texts[n] = agreed(first[n], second[n], looks)
    return texts


def _whole(text: str) -> bool:
    """False for figures with a sign among them that no number has."""
    return _POINT.sub("", text) == text


def agreed(first: Look, second: Look, further: list[Look]) -> Look:
    """What most looks saw; where figures are seen, what most saw as a number."""
    looks = [first, second, *further]
    if any(_figures(text) for text, _ in looks):
        looks = [(_POINT.sub(".", text), confidence) for text, confidence in looks]
        looks = [look for look in looks if is_number(look[0])] or looks
    if any(text == f"-{other}" for text, _ in looks for other, _ in looks):
        # a faint minus is overlooked, not imagined
        looks = [(text if text.startswith("-") else f"-{text}", confidence) for text, confidence in looks]
    votes = Counter(text for text, _ in looks)
    text, confidence = max(looks, key=lambda look: (votes[look[0]], look[1]))
    return text, min(confidence, votes[text] / (2 + len(further)))


def _figures(text: str) -> bool:
    return any(char.isdigit() for char in text)
