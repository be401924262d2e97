"""Words of header groups that converters parted over columns or spread too far, settled by the columns they name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

Path = tuple[str, ...]
"""The words above a column, from the top."""

_AMOUNTS = ("amount", "number")
_ALL = ("text", "code", *_AMOUNTS)


class Known(Protocol):
    """How many declared columns of some types header paths can mean."""

    def __call__(self, paths: Sequence[Path], *types: str) -> int: ...


def settled_groups(paths: list[Path], known: Known) -> list[Path]:
    """The paths with groups that make columns known which as printed are not."""
    return _whole([path[1:] if _is_beyond(path, known) else path for path in paths], known)


def _is_beyond(path: Path, known: Known) -> bool:
    """True for 科目编码 in front of what no code has (合计): the words of the cells beside that group stand lower in
    converted text, and the blank cells above them were taken for its own."""
    return len(path) > 1 and bool(
        known([path[:1]], "code") and not known([path], *_AMOUNTS) and known([path[1:]], *_AMOUNTS)
    )


def _whole(paths: list[Path], known: Known) -> list[Path]:
    """A group's word that was parted over its columns (一般公共预 | 算 over 小计 | 其中：财政拨款) whole again."""
    first = [path[0] if len(path) > 1 else "" for path in paths]
    starts = [n for n, word in enumerate(first) if word and (not n or first[n - 1] != word)]
    whole, done = list(paths), 0
    for at, start in enumerate(starts):
        for following in range(at + 1, len(starts)):
            last = starts[following]
            if start < done or last - start != following - at:
                break  # what stands before the last part is over one column each
            end = next((n for n in range(last, len(first)) if first[n] != first[last]), len(first))
            group = "".join(first[start : last + 1])
            joined = [(group, *path[1:]) for path in paths[start:end]]
            if known(joined, *_ALL) > known(paths[start:end], *_ALL):
                whole[start:end], done = joined, end
    return whole
