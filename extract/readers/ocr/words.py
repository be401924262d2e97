"""The lines of text outside ruled tables; what white sets apart, as the cells of an unruled table, is read apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.readers.ocr.lettering import runs
from extract.readers.ocr.looks import read_lines
from extract.readers.ocr.recogniser import Image, PixelBox, recognise
from extract.readers.ocr.typebox import Piece, as_type

_TYPE = 0.75
"""Of the height of a box as detection draws it: the height of its type."""
_GAP, _WIDE = 0.4, 1.0
"""Heights of the type of white between two cells, and beside a sign that brings white of its own."""
_FUSED = re.compile(r"\.\d+ ?[\d,]*\.")
_FUSED_GAP = 0.3
"""Two figures in one: the white between them may be narrow."""
_WHITE_AFTER, _WHITE_BEFORE = "，。；：、！？）》〉】”’」·,;:)", "（《〈【“‘「("
_SENTENCE = re.compile(r"[，。；]")
_NEAR, _FAR = 0.75, 1.5
"""Characters: how far from where it is reckoned a sign may stand, in a cell and in a sentence."""
_LEAST = 5
"""Pixels of ink below which there is a speck and no sign."""


def read_words(image: Image, ink: NDArray[np.bool_], boxes: list[PixelBox], check: Callable[[], None]) -> list[Piece]:
    """What the boxes say, each at least one piece."""
    whole = [(box, *text) for box, text in zip(boxes, recognise(_crops(image, boxes), check), strict=True)]
    result: list[Piece] = []
    cells: list[tuple[PixelBox, PixelBox]] = []
    for piece in whole:
        parts = _parts(ink, piece)
        if len(parts) > 1:
            cells += zip(parts, _rooms(piece[0], parts), strict=True)
        else:
            box, text, confidence = piece
            result.append((_tight(ink, box), text.strip(), confidence))
    height = float(np.median([_TYPE * (bottom - top) for _, (_, top, _, bottom) in cells])) if cells else 0.0
    looks = read_lines(image, cells, height, check)
    result += [(box, text.strip(), sure) for (box, _), (text, sure) in zip(cells, looks, strict=True)]
    return as_type(result)


def _parts(ink: NDArray[np.bool_], piece: Piece) -> list[PixelBox]:
    """Tight boxes around what white sets apart within a line; the white that a sign brings with it parts nothing."""
    (left, top, right, bottom), text, _ = piece
    size = _TYPE * (bottom - top)
    line = ink[top:bottom, left:right]
    apart = (_FUSED_GAP if _FUSED.search(text) else _GAP) * size
    parts: list[list[int]] = []
    for start, end in runs(np.asarray(line.any(axis=0))):
        if line[:, start:end].sum() < _LEAST:
            continue
        if parts and start - parts[-1][1] < apart:
            parts[-1][1] = end
        else:
            parts.append([start, end])
    widths = np.cumsum([end - start for start, end in parts])
    merged = parts[:1]
    for (_, before), (start, end), printed in zip(parts, parts[1:], widths, strict=False):
        if start - before < _WIDE * size and _has_white(text, printed / widths[-1]):
            merged[-1][1] = end
        else:
            merged.append([start, end])
    return [_tight(ink, (left + start, top, left + end, bottom)) for start, end in merged]


def _has_white(text: str, place: float) -> bool:
    """True where white at this place (0 to 1 along the text) may belong to a sign."""
    edges = np.cumsum([0.0, *(_ems(char) for char in text)])
    at, near = place * edges[-1], _FAR if _SENTENCE.search(text) else _NEAR
    return any(
        (char in _WHITE_AFTER and abs(right - at) <= near) or (char in _WHITE_BEFORE and abs(left - at) <= near)
        for char, left, right in zip(text, edges, edges[1:], strict=False)
    )


def _ems(char: str) -> float:
    """The width of a character as printed; a narrow sign may stand for a wide one, a blank for the white itself."""
    if char == " ":
        return 0.0
    return (0.75 if char in _WHITE_AFTER + _WHITE_BEFORE else 0.5) if char.isascii() else 1.0


def _rooms(box: PixelBox, parts: list[PixelBox]) -> list[PixelBox]:
    """The room of each part: half the white on each side of it."""
    left, top, right, bottom = box
    edges = [left, *((before[2] + after[0]) // 2 for before, after in pairwise(parts)), right]
    return [(x0, top, x1, bottom) for x0, x1 in pairwise(edges)]


def _tight(ink: NDArray[np.bool_], box: PixelBox) -> PixelBox:
    """The box without the white around its ink: what is found is drawn generously."""
    left, top, right, bottom = box
    rows, columns = (np.flatnonzero(ink[top:bottom, left:right].any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return box
    return left + int(columns[0]), top + int(rows[0]), left + int(columns[-1]) + 1, top + int(rows[-1]) + 1


def _crops(image: Image, boxes: list[PixelBox]) -> list[Image]:
    return [np.ascontiguousarray(image[top:bottom, left:right]) for left, top, right, bottom in boxes]
