"""The rows that one printed form yields for several tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.result import Record


@dataclass(slots=True)
class FoundRows:
    """(table, index of the printed row, record) in printed order, and what could not be read."""

    rows: list[tuple[str, int, Record]] = field(default_factory=list)
    numbers: int = 0
    """Numbers placed in amount columns."""
    problems: list[tuple[int, str, str, str]] = field(default_factory=list)
    """(index of the printed row, kind, message, printed text)."""

    def add(self, table: str, at: int, record: Record) -> None:
        self.rows.append((table, at, record))
