"""Declarations in YAML, read strictly: what is wrong with one names its file and line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml


class DeclarationError(ValueError):
    """A declaration that cannot be loaded; the message names file, line and field."""


class _StrictLoader(yaml.SafeLoader):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                mark = key_node.start_mark
                raise DeclarationError(f"{mark.name}:{mark.line + 1}: duplicate key {key!r}")
            seen.add(key)
        return super().construct_mapping(node, deep)


def read_yaml(path: Path, allowed: set[str] | None = None, required: tuple[str, ...] = ()) -> dict[str, Any]:
    """A YAML mapping; ``DeclarationError`` on duplicate keys, unknown or missing fields and bad syntax."""
    try:
        with path.open(encoding="utf-8") as stream:
            loaded = yaml.load(stream, Loader=_StrictLoader)  # noqa: S506 - a SafeLoader subclass
    except yaml.MarkedYAMLError as error:
        at = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        raise DeclarationError(f"{path}{at}: not valid YAML: {error.problem or error}") from error
    except yaml.YAMLError as error:
        raise DeclarationError(f"{path}: not valid YAML: {error}") from error
    except UnicodeDecodeError as error:
        line = path.read_bytes().count(b"\n", 0, error.start) + 1
        raise DeclarationError(f"{path}:{line}: not UTF-8 text; save the file as UTF-8") from error
    if not isinstance(loaded, dict):
        raise DeclarationError(f"{path}:1: a mapping of fields is expected")
    only(loaded, allowed, path) if allowed else None
    need(loaded, required, path)
    return loaded


def only(fields: Mapping[str, Any], allowed: set[str], path: Path) -> None:
    """``DeclarationError`` for a field of a part of the file that is not among the allowed ones."""
    for name in fields:
        if name not in allowed:
            at = _line(path, rf"\W*{re.escape(str(name))}\s*:")
            raise DeclarationError(
                f"{path}:{at}: unknown field {name!r}; known fields are {', '.join(sorted(allowed))}"
            )


def need(fields: Mapping[str, Any], required: tuple[str, ...], path: Path) -> None:
    """``DeclarationError`` for a field that a part of the file lacks; it names the part by what it does have."""
    for name in required:
        if name not in fields:
            part = next((f" of {fields[known]!r}" for known in ("table", "label", "title") if fields.get(known)), "")
            raise DeclarationError(f"{path}: field {name!r}{part} is missing")


def one_of(fields: Mapping[str, Any], name: str, known: tuple[str, ...], path: Path) -> None:
    """``DeclarationError`` for a field that says something else than one of the known words."""
    if name in fields and fields[name] not in known:
        at = _line(path, rf".*\b{name}\s*:\s*{re.escape(str(fields[name]))}")
        raise DeclarationError(f"{path}:{at}: unknown {name} {fields[name]!r}; known are {', '.join(known)}")


def pattern(written: str, path: Path) -> re.Pattern[str]:
    """A regular expression of the file; ``DeclarationError`` for one that is none."""
    try:
        return re.compile(written)
    except re.error as error:
        at = _line(path, rf".*{re.escape(written)}")
        raise DeclarationError(f"{path}:{at}: {written!r} is no regular expression: {error}") from error


def _line(path: Path, beginning: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((n for n, line in enumerate(lines, 1) if re.match(beginning, line)), 1)
