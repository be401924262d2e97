"""The clipping paths of a page: to which box each of its characters is cut.

pdfminer passes over them; nor does it tell which characters one instruction draws.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from pdfminer.layout import LTChar, LTContainer, LTPage
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.utils import apply_matrix_pt
from pdfplumber.page import Page as PlumberPage
from pdfplumber.utils.exceptions import PdfminerException

from extract.document import Box
from extract.readers.page.boxes import Printed
from extract.readers.page.seen.marked import MarkedDevice, named_properties


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
