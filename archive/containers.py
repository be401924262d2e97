"""Opening containers (.zip, .rar): their members are the documents.

Member names are only ever labels: nothing is written under them. A container inside a container is opened once
more, not deeper. Whatever is refused becomes a ``Refusal``, whose kind is a ``problems.kind``.
"""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Any, Protocol

import rarfile

from archive.filenames import decoded, safe_name, unique
from archive.media import CONTAINERS, RAR, media_type

MEGABYTE = 1 << 20
MAX_MEMBERS = 500
MAX_MEMBER_BYTES = 64 * MEGABYTE
MAX_TOTAL_BYTES = 256 * MEGABYTE
MAX_RATIO = 200
"""Unpacked to packed bytes of the whole container; judged once a megabyte has come out."""

_LITTER = re.compile(r"(^|/)(__MACOSX|\.DS_Store|Thumbs\.db|desktop\.ini)(/|$)")
RAR_TOOL = "解开 .rar 需要解压程序：安装软件包 unar（或 unrar-free、libarchive-tools）后重新采集"


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a container; ``name`` as ``outer.zip/inner.pdf``, with no way out of its folder."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a container or a member of it was not opened."""

    name: str
    kind: str
    message: str


@dataclass(slots=True)
class _Budget:
    """What may still come out of one container, its nested ones included."""

    packed: int
    members: int = 0
    unpacked: int = 0
    names: set[str] = field(default_factory=set)

    def exhausted(self) -> str | None:
        if self.members > MAX_MEMBERS:
            return f"成员多于 {MAX_MEMBERS} 个"
        if self.unpacked > MAX_TOTAL_BYTES:
            return f"解开后超过 {MAX_TOTAL_BYTES // MEGABYTE} MB"
        if self.unpacked > MEGABYTE and self.unpacked > MAX_RATIO * self.packed:
            return f"解开后超过原大小的 {MAX_RATIO} 倍"
        return None


class _Entry(Protocol):
    """One member, of either kind of container."""

    filename: str

    def is_dir(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class _Opened:
    """An open container of either kind."""

    entries: Sequence[_Entry]
    open: Callable[[Any], IO[bytes]]


_BROKEN = (
    zipfile.BadZipFile,
    rarfile.Error,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


class _SpentError(Exception):
    """The budget is spent: nothing more of this container is opened."""


def members(data: bytes, name: str) -> Iterator[Member | Refusal]:
    """The files inside a container, one at a time.

    When the container breaks a limit or is encrypted, a ``Refusal`` comes with the container's own name, and
    what came before it is not to be kept: a bomb is refused whole.
    """
    try:
        yield from _open(data, name, _Budget(len(data)), depth=1)
    except _SpentError as stop:
        yield Refusal(name, "container_bomb", f"{name}：不予解开：{stop}")


def _open(data: bytes, name: str, budget: _Budget, depth: int) -> Iterator[Member | Refusal]:
    kind = media_type(data)
    try:
        if kind == RAR:
            with rarfile.RarFile(io.BytesIO(data)) as rar:
                if rar.needs_password():
                    yield Refusal(name, "encrypted", f"{name}：压缩包要求密码")
                    return
                yield from _members(_Opened(rar.infolist(), rar.open), name, budget, depth)
        else:
            with zipfile.ZipFile(io.BytesIO(data)) as container:
                entries = container.infolist()
                if any(entry.flag_bits & 0x1 for entry in entries):
                    yield Refusal(name, "encrypted", f"{name}：压缩包要求密码")
                    return
                for entry in entries:
                    entry.filename = _zip_name(entry)
                yield from _members(_Opened(entries, container.open), name, budget, depth)
    except rarfile.RarCannotExec:
        yield Refusal(name, "missing_tool", f"{name}：{RAR_TOOL}")
    except _BROKEN as error:
        yield Refusal(name, "malformed", f"{name}：压缩包{_why(error)}")


def _members(container: _Opened, outer: str, budget: _Budget, depth: int) -> Iterator[Member | Refusal]:
    for entry in container.entries:
        name = safe_name(entry.filename)
        if entry.is_dir() or not name or _LITTER.search(name):
            continue
        budget.members += 1
        if why := budget.exhausted():
            raise _SpentError(why)
        full = unique(f"{outer}/{name}", budget.names)
        try:
            data = _read(container, entry, budget)
        except rarfile.RarCannotExec:
            raise
        except _BROKEN as error:  # the other members may be whole
            yield Refusal(full, "malformed", f"{full}：压缩包中的这个文件{_why(error)}")
            continue
        if data is None:
            yield Refusal(full, "too_big", f"{full}：超过 {MAX_MEMBER_BYTES // MEGABYTE} MB")
        elif media_type(data) not in CONTAINERS:
            yield Member(full, data)
        elif depth >= 2:
            yield Refusal(full, "nested_too_deep", f"{full}：压缩包嵌套过深，不予解开")
        else:
            yield from _open(data, full, budget, depth + 1)


def _why(error: Exception) -> str:
    """What is wrong, for a user; a method of packing that zipfile does not know is no damage."""
    if isinstance(error, NotImplementedError):
        return "用了不支持的压缩方法；请解开后导入其中的文件"
    if isinstance(error, rarfile.PasswordRequired | rarfile.RarWrongPassword):
        return "要求密码"
    return "已损坏，打不开；请核对，或重新下载"


def _read(container: _Opened, entry: _Entry, budget: _Budget) -> bytes | None:
    """The member's bytes; ``None`` when it is too large. The size a header states is never trusted."""
    pieces = []
    size = 0
    with container.open(entry) as stream:
        while piece := stream.read(MEGABYTE):
            size += len(piece)
            budget.unpacked += len(piece)
            if why := budget.exhausted():
                raise _SpentError(why)
            if size > MAX_MEMBER_BYTES:
                return None
            pieces.append(piece)
    return b"".join(pieces)


def _zip_name(entry: zipfile.ZipInfo) -> str:
    """The name of a zip entry. Without the UTF-8 flag Chinese programs write it in GBK, some in UTF-8."""
    if entry.flag_bits & 0x800:
        return entry.filename
    return decoded(entry.orig_filename.encode("cp437", "replace"))
