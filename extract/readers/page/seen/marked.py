"""Which marked content a page's characters stand in: what the structure tree of a tagged file speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfplumber.page import PDFPageAggregatorWithMarkedContent


class MarkedDevice(PDFPageAggregatorWithMarkedContent):
    """pdfplumber's device, for contents that stand in each other: the outer one goes on where the inner one ends.

    The numbers of a form that is drawn on the page are the form's own and tell nothing of the page.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._outer: list[tuple[str | None, int | None]] = []
        self._forms = 0

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        self._outer.append((self.cur_tag, self.cur_mcid))
        outer = self.cur_mcid
        super().begin_tag(tag, props)
        if self.cur_mcid is None:
            self.cur_mcid = outer
        elif self._forms:
            self.cur_mcid = None

    def end_tag(self) -> None:
        self.cur_tag, self.cur_mcid = self._outer.pop() if self._outer else (None, None)

    def begin_figure(self, *args: Any) -> None:
        super().begin_figure(*args)
        self._forms += 1

    def end_figure(self, *args: Any) -> None:
        super().end_figure(*args)
        self._forms -= 1


def named_properties(resources: Mapping[Any, Any], props: Any) -> Any:
    """The properties of a marked content, which a page may give by a name of its resources."""
    if not isinstance(props, PSLiteral):
        return props
    listed = resolve1(resources.get("Properties"))
    return resolve1(listed.get(props.name)) if isinstance(listed, Mapping) else None
