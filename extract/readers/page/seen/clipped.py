"""Text that a spreadsheet cuts at the edge of its cell: printed whole into the file, shown as far as the cell goes.

pdfminer passes over clipping paths, so that the rest of such a text would stand in the neighbouring cells; nor does it
tell which characters one instruction draws.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pdfminer.layout import LTChar, LTContainer, LTPage
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.utils import apply_matrix_pt
from pdfplumber.page import Page as PlumberPage
from pdfplumber.utils.exceptions import PdfminerException
from pdfplumber.utils.text import extract_text

from extract.document import Box
from extract.readers.page.boxes import Printed, across, down, holds, is_within
from extract.readers.page.ruling.openrows import tables_with_open_rows
from extract.readers.page.seen.marked import MarkedDevice, named_properties

_SLACK = 3.0
"""Points by which what a text is cut to may reach over its cell's lines."""
_WHOLE = 0.6
"""Of a cell: what a text of which nothing shows is cut to, at least; a cell over two pages may show it on the other."""
_SHOWS = 0.25
"""Of a character's height, which fonts state as they like: so much of one that shows lies in the box."""


@dataclass(frozen=True, slots=True)
class CutText:
    """The whole of a text of which only the part in ``box`` shows."""

    box: Box
    text: str
    shows: bool
    """False where nothing of it does."""

    def belongs_in(self, cell: Box) -> bool:
        x0, top, x1, bottom = self.box
        area = (x1 - x0) * (bottom - top)
        return is_within(self.box, cell, _SLACK) and (
            self.shows or area > _WHOLE * (cell[2] - cell[0]) * (cell[3] - cell[1])
        )


class ClippedPage(PlumberPage):
    """A page whose characters say in ``clip`` to which box they are cut, and in ``shown`` by which instruction they
    are drawn."""

    @property
    def layout(self) -> LTPage:
        """As pdfplumber has it, but for the interpreter, which it lets nobody choose."""
        if not hasattr(self, "_layout"):
            device = MarkedDevice(self.pdf.rsrcmgr, pageno=self.page_number, laparams=self.pdf.laparams)
            self._drawn: dict[int, tuple[int, Box | None]] = {}
            interpreter = _Interpreter(self.pdf.rsrcmgr, device, self._drawn)
            try:
                interpreter.process_page(self.page_obj)
            except Exception as error:
                raise PdfminerException(error) from error
            self._layout: LTPage = device.get_result()
        return self._layout

    def parse_objects(self) -> dict[str, list[Printed]]:
        objects: dict[str, list[Printed]] = super().parse_objects()
        high = float(self.height)
        for char, item in zip(objects.get("char", []), _chars(self.layout), strict=True):
            char["shown"], box = self._drawn.get(id(item), (0, None))
            if box:
                char["clip"] = (box[0], high - box[3], box[2], high - box[1])
        return objects


def _chars(container: LTContainer[Any]) -> Iterator[LTChar]:
    for item in container:
        if isinstance(item, LTContainer):
            yield from _chars(item)
        elif isinstance(item, LTChar):
            yield item


class _Interpreter(PDFPageInterpreter):
    """Keeps for every character which instruction draws it, and the box around the clipping path in force."""

    def __init__(
        self, rsrcmgr: Any, device: MarkedDevice, drawn: dict[int, tuple[int, Box | None]], clip: Box | None = None
    ) -> None:
        super().__init__(rsrcmgr, device)
        self._device = device
        self._all = drawn
        self._clip = clip
        self._saved: list[Box | None] = []

    def dup(self) -> _Interpreter:
        return _Interpreter(self.rsrcmgr, self._device, self._all, self._clip)

    def do_q(self) -> None:
        self._saved.append(self._clip)
        super().do_q()

    def do_Q(self) -> None:  # noqa: N802  as pdfminer calls it
        if self._saved:
            self._clip = self._saved.pop()
        super().do_Q()

    def do_W(self) -> None:  # noqa: N802  as pdfminer calls it
        corners = [
            apply_matrix_pt(self.ctm, (float(x), float(y)))
            for step in self.curpath
            for x, y in zip(step[1::2], step[2::2], strict=False)
        ]
        if not corners:
            return
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        box = (min(xs), min(ys), max(xs), max(ys))
        outer = self._clip or box
        x0, y0, x1, y1 = zip(box, outer, strict=True)
        self._clip = (max(x0), max(y0), min(x1), min(y1))

    def do_W_a(self) -> None:  # noqa: N802  as pdfminer calls it
        self.do_W()

    def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: N802  as pdfminer calls it
        super().do_BDC(tag, named_properties(self.resources, props))

    def do_TJ(self, seq: Any) -> None:  # noqa: N802  as pdfminer calls it
        container = self._device.cur_item
        before = len(container)
        super().do_TJ(seq)
        number = len(self._all) + 1  # larger with each that draws anything
        self._all.update((id(item), (number, self._clip)) for item in islice(container, before, None))


def cut(page: PlumberPage) -> list[CutText]:
    """Takes off the page what its cells cut off their texts; the whole texts.

    What a text box in the narrative cuts is left: it is in no other text's place.
    """
    clipped: dict[Box, list[Printed]] = defaultdict(list)
    for char in page.chars:
        if (box := char.get("clip")) and char["text"].strip():
            clipped[box].append(char)
    for box, own in clipped.items():
        _into(box, own)
    hidden = {box: [char for char in own if not _is_in(box, char)] for box, own in clipped.items()}
    hidden = {box: own for box, own in hidden.items() if own}
    if not hidden:
        return []
    unseen = {id(char) for own in hidden.values() for char in own}
    seen = [char for char in page.chars if id(char) not in unseen and char["text"].strip()]
    cells = [cell for table in tables_with_open_rows(page) for cell in table.cells]
    texts: list[CutText] = []
    dropped: set[int] = set()
    for box, beyond in hidden.items():
        own = clipped[box]
        text = CutText(box, extract_text(own, x_tolerance=2, y_tolerance=3), len(beyond) < len(own))
        cell = next((cell for cell in cells if text.belongs_in(cell)), None)
        beside = [char for char in seen if cell and holds(cell, char) and char.get("clip") != box]
        if cell and beside and not text.shows and all(_goes_over(char.get("clip"), cell) for char in beside):
            # of a wrapped text only the lines that the cell is too low for are cut
            text = CutText(box, extract_text([*beside, *own], x_tolerance=2, y_tolerance=3), shows=True)
            beside = []
        if cell and not beside:
            texts.append(text)
            dropped.update(map(id, beyond))
        elif cell is None:
            dropped.update(id(char) for char in beyond if _is_elsewhere(char, box, cells))
    page.objects["char"] = [char for char in page.chars if id(char) not in dropped]
    return texts


def _is_elsewhere(char: Printed, box: Box, cells: Sequence[Box]) -> bool:
    """True for a character that stands in a cell of which its text shows nothing: in the header of a page, the words of
    a cell over two pages that stand on the page before."""
    return any(holds(cell, char) and (cell[3] <= box[1] + 1 or cell[1] >= box[3] - 1) for cell in cells)


def _into(box: Box, chars: list[Printed]) -> None:
    """A text of which less than the half shows stands where it shows: in the row below the header of a page, not in
    that header, whose row its middle may lie in."""
    for char in chars:
        if not box[1] <= down(char) <= box[3] and _is_in(box, char):
            char["top"], char["bottom"] = max(char["top"], box[1]), min(char["bottom"], box[3])


def _goes_over(clip: Box | None, cell: Box) -> bool:
    """True where a text is cut to more than the cell, or not at all."""
    return clip is None or is_within(cell, clip, 0)


def _is_in(box: Box, char: Printed) -> bool:
    overlap = min(box[3], char["bottom"]) - max(box[1], char["top"])
    return bool(box[0] <= across(char) <= box[2] and overlap >= _SHOWS * (char["bottom"] - char["top"]))
