"""Pages: A4 upright or on its side, the page number at the foot and the mark 样例 on every one."""

from __future__ import annotations

from io import BytesIO

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from samples.documents.lettering import width, write

MARK = "样例 · 演示数据"
SIDE, HEAD, FOOT = 48.0, 56.0, 62.0


class Pages:
    """A document being drawn from the top of each page downwards; `y` is where the next thing goes."""

    def __init__(self, title: str, author: str) -> None:
        rl_config.useA85 = 0
        self._bytes = BytesIO()
        self.canvas = Canvas(self._bytes, pagesize=A4, invariant=1, pageCompression=1)
        self.canvas.setTitle(title)
        self.canvas.setAuthor(author)
        self.canvas.setSubject(MARK)
        self.number = 0
        self.wide, self.high = float(A4[0]), float(A4[1])
        self.y = 0.0

    def turn(self, landscape: bool = False) -> None:
        """Finish the page and begin the next."""
        if self.number:
            self.canvas.showPage()
        self.number += 1
        self.wide, self.high = (float(A4[1]), float(A4[0])) if landscape else (float(A4[0]), float(A4[1]))
        self.canvas.setPageSize((self.wide, self.high))
        self.y = self.high - HEAD
        if self.number > 1:
            self.centre(f"- {self.number - 1} -", 9, at=36)
        write(self.canvas, self.wide - SIDE - width(MARK, 6.5), 18, MARK, 6.5, grey=0.55)

    @property
    def room(self) -> float:
        """Usable width of the page."""
        return self.wide - 2 * SIDE

    @property
    def left_over(self) -> float:
        """Height left above the foot."""
        return self.y - FOOT

    def centre(self, text: str, size: float, at: float | None = None) -> None:
        """One centred line, at the height `at` or at the next place."""
        write(self.canvas, (self.wide - width(text, size)) / 2, self.y if at is None else at, text, size)

    def finish(self) -> bytes:
        """The whole file."""
        self.canvas.showPage()
        self.canvas.save()
        return self._bytes.getvalue()
