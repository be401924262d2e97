"""One conversion to do, and the limits it is done under."""

from __future__ import annotations

import resource
from dataclasses import dataclass
from pathlib import Path

from extract.identity import Hints


@dataclass(frozen=True, slots=True)
class Task:
    """One stored file to convert."""

    document: str
    path: Path
    media_type: str
    hints: Hints


def limit(memory: int, seconds: float) -> None:
    """Sets this process's limits: address space and processor time."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    cpu = int(seconds) + 5
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
