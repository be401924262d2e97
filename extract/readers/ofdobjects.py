"""The objects on a page of an OFD file, as a PDF draws them: characters, paths, where they stand.

Lengths of an OFD are millimetres from the upper left corner; each object has a box and a matrix of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extract.readers.drawnpdf import Matrix

POINTS = 72 / 25.4
"""A millimetre."""
PLAIN: Matrix = (1, 0, 0, 1, 0, 0)
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""How many numbers follow each sign of a path."""


class Frame:
    """Where an object stands: from its own millimetres, downward, to the points of the page, upward."""

    def __init__(self, element: Any, left: float, bottom: float) -> None:
        box = floats(element.get("Boundary", ""))
        matrix = floats(element.get("CTM", ""))
        self._x, self._y = (box[0] - left, bottom - box[1]) if len(box) == 4 else (-left, bottom)
        self._matrix = matrix if len(matrix) == 6 else list(PLAIN)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the object on the page."""
        a, b, c, d, e, f = self._matrix
        return (self._x + a * x + c * y + e) * POINTS, (self._y - b * x - d * y - f) * POINTS

    def glyph(self, x: float, y: float, stretch: float) -> Matrix:
        """The matrix of a character there, so many times as wide."""
        a, b, c, d, _, _ = self._matrix
        return (a * stretch, -b * stretch, -c, d, *self.point(x, y))

    def square(self) -> Matrix:
        """The matrix of a picture, which is one unit wide and high."""
        a, b, c, d, _, _ = (value * POINTS for value in self._matrix)
        return (a, -b, -c, d, *self.point(0, 1))


def characters(element: Any) -> Iterator[tuple[str, float, float]]:
    """(character, x, y) of a text object."""
    x = y = 0.0
    for code in element.iterfind("{*}TextCode"):
        x, y = float(code.get("X", x)), float(code.get("Y", y))
        across, down = _steps(code.get("DeltaX", "")), _steps(code.get("DeltaY", ""))
        at, below = x, y
        for n, text in enumerate((code.text or "").strip("\r\n")):
            if not text.isspace():
                yield text, at, below
            at += across[n] if n < len(across) else 0.0
            below += down[n] if n < len(down) else 0.0


def _steps(stated: str) -> list[float]:
    """The steps between characters; ``g 3 2.5`` says 2.5 three times."""
    words = stated.split()
    steps: list[float] = []
    n = 0
    while n < len(words):
        if words[n] == "g" and n + 2 < len(words):
            steps += [float(words[n + 2])] * min(int(words[n + 1]), 10_000)
            n += 3
        else:
            steps.append(float(words[n]))
            n += 1
    return steps


def path(element: Any, frame: Frame) -> bytes:
    """The lines of a path object, as a PDF writes them."""
    words = " ".join(texts(element, "AbbreviatedData")).split()
    drawn: list[bytes] = []
    n = 0
    while n < len(words):
        sign = words[n]
        count = _ARGUMENTS.get(sign, 0)
        values = floats(" ".join(words[n + 1 : n + 1 + count]))
        n += 1 + count
        if sign == "A":  # an arc: no ruling line, its chord will do
            values = values[-2:]
        points = [frame.point(*values[k : k + 2]) for k in range(0, len(values), 2)]
        if sign == "Q":
            points = [points[0], *points]
        operator = {"S": b"m", "M": b"m", "L": b"l", "A": b"l", "Q": b"c", "B": b"c", "C": b"h"}.get(sign, b"")
        drawn.append(b" ".join([*(b"%.3f %.3f" % point for point in points), operator]))
    return b" ".join(drawn)


def colour(element: Any) -> tuple[float, float, float]:
    """What an object is filled with: red, green and blue, 0 to 1; black where it does not say."""
    stated = element.find("{*}FillColor")
    values = floats("" if stated is None else stated.get("Value", ""))
    red, green, blue = values if len(values) == 3 else (values * 3 if len(values) == 1 else [0.0] * 3)
    return red / 255, green / 255, blue / 255


def texts(element: Any, name: str) -> list[str]:
    """What the elements of that name say."""
    return [] if element is None else [(found.text or "").strip() for found in element.iter(f"{{*}}{name}")]


def floats(text: str) -> list[float]:
    """Numbers that blanks part."""
    return [float(word) for word in text.split()]
