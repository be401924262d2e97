"""What one collected file consists of: itself, or the members of a container."""

from __future__ import annotations

from dataclasses import dataclass

from archive import media
from archive.containers import Member, Refusal, members
from archive.files import Files


@dataclass(frozen=True, slots=True)
class Part:
    """One stored file: the original itself or a member of it."""

    file_name: str
    sha256: str
    media_type: str
    size: int
    fault: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A collected file on the disk, its members too: from now on rows may point at them."""

    sha256: str
    contains: bool
    """Whether it is a container."""
    parts: list[Part]
    refusals: list[Refusal]


def store(files: Files, data: bytes, name: str) -> Stored:
    """Stores a collected file and, where it is a container, its members; several threads may do so at once.

    A container that is refused as a whole is its own only part, with the refusal as its fault.
    """
    sha256 = files.put(data)
    kind = media.media_type(data)
    return Stored(sha256, kind in media.CONTAINERS, *_parts_of(files, data, sha256, kind, name))


def _parts_of(files: Files, data: bytes, sha256: str, kind: str, name: str) -> tuple[list[Part], list[Refusal]]:
    if kind not in media.CONTAINERS:
        return [Part(name, sha256, kind, len(data), _fault(data, kind, name))], []
    # A bomb shows itself only on the way: nothing is stored before the container is known to be none.
    if refused := next((item for item in members(data, name) if isinstance(item, Refusal) and item.name == name), None):
        return [Part(name, sha256, kind, len(data), refused)], []
    parts, refusals = [], []
    for item in members(data, name):
        if isinstance(item, Member):
            inner = media.media_type(item.data)
            parts.append(
                Part(item.name, files.put(item.data), inner, len(item.data), _fault(item.data, inner, item.name))
            )
        else:
            refusals.append(item)
    if not parts:
        return [Part(name, sha256, kind, len(data), _nothing_kept(name, refusals))], []
    return parts, refusals


def _nothing_kept(name: str, refusals: list[Refusal]) -> Refusal:
    """The fault of a container none of whose members is kept; with it the container itself stays on record."""
    if not refusals:
        return Refusal(name, "unsupported", f"{name}：压缩包里没有可读的文件")
    return Refusal(name, refusals[0].kind, "；".join(refusal.message for refusal in refusals))


def _fault(data: bytes, kind: str, name: str) -> Refusal | None:
    if not data:
        return Refusal(name, "malformed", f"{name}：文件为空")
    if kind == media.UNKNOWN:
        return Refusal(name, "unsupported", f"{name}：不认识的文件类型")
    if kind == media.PDF and media.destroyed(data):
        return Refusal(name, "malformed", f"{name}：PDF 在发布前已被当作文字转码而毁坏")
    return None
