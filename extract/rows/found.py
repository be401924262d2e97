"""The rows that one printed form yields for several tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from archive.extracted import Problem, Record
from forms.money import NIL, is_number, own_unit, parse_number, to_yuan
from forms.text import fold


@dataclass(slots=True)
class FoundRows:
    """(table, index of the printed row, record) in printed order, and what could not be read."""

    unit: str | None = None
    """The unit of amounts that print none beside them: the table's, or the one that all other tables agree on."""
    rows: list[tuple[str, int, Record]] = field(default_factory=list)
    numbers: int = 0
    """Numbers placed in amount columns."""
    leaning: int = 0
    """Those of them that were read in ``unit``."""
    problems: list[tuple[int, Problem]] = field(default_factory=list)
    """Each with the index of the printed row."""

    def add(self, table: str, at: int, record: Record) -> None:
        if not record.get("unplaced"):
            record.pop("unplaced", None)
        self.rows.append((table, at, record))

    def tell(self, at: int, kind: str, message: str, printed: str) -> None:
        """Notes what of a printed row could not be read."""
        self.problems.append((at, Problem(kind, message, printed=printed)))

    @property
    def unplaced(self) -> list[str]:
        """Headers of what was printed and has no column, as the rows keep it."""
        return list(dict.fromkeys(path for _, _, record in self.rows for path in record.get("unplaced") or ()))

    @property
    def numbers_unplaced(self) -> int:
        """Amounts among what was printed and has no column; what stands beside a target (its weight) is none."""
        amounts = (record.get("unplaced") or {} for _, _, record in self.rows if "target" not in record)
        return sum(is_number(text) for kept in amounts for text in kept.values())

    def amount(self, at: int, text: str | None, labelled: str | None = None) -> Decimal | None:
        """A printed amount in yuan, by the unit behind it or else by that of its label (``labelled``) or of the table.

        ``None``, and a problem, for what is no number or stands in no known unit; ``None`` for a printed nil.
        """
        figure, own = own_unit(text)
        unit = own or labelled or self.unit
        try:
            number = parse_number(figure)
        except ValueError:
            self.tell(at, "amount_unparsed", "绩效目标表的金额不是数字", text or "")
            return None
        if number is None:
            return None
        if unit is None:
            self.tell(at, "unit_missing", "没有印金额单位，其他各表的单位也不能确定，金额未读出", text or "")
            return None
        self.numbers += own is None  # words with figures in them are not counted where they are printed either
        self.leaning += own is None and labelled is None
        return to_yuan(number, unit)


def beside(texts: Sequence[str], headers: Mapping[int, str]) -> dict[str, str]:
    """What a row prints in columns that have no place in its table, by their headers."""
    return {
        header: texts[place]
        for place, header in headers.items()
        if 0 <= place < len(texts) and fold(texts[place]) not in NIL and fold(texts[place]) != header
    }
