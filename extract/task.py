"""One conversion to do, and the limits it is done under."""

from __future__ import annotations

import ctypes
import os
import resource
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from extract.identity import Hints

LONGEST = 3600
"""Seconds that a document may take beside its own for the recognition of scanned pages."""


@dataclass(frozen=True, slots=True)
class Longer:
    """What a child sends before work that takes time of its own: for how many seconds more it is to be waited for."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Task:
    """One stored file to convert."""

    document: str
    path: Path
    media_type: str
    hints: Hints


_ARENA_MAX = -8
"""The number of glibc's ``M_ARENA_MAX``."""


def limit(memory: int, seconds: float) -> None:
    """Sets this process's limits: address space and processor time.

    Before any thread begins: each would get an arena of memory of its own, and what threads of NumPy and ONNX reserve
    and never use counts as address space.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # glibc has it, others need none
    if mallopt is not None:
        mallopt(_ARENA_MAX, 1)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    cpu = ceil(seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + LONGEST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def prolong(seconds: float) -> None:
    """Gives this process more processor time, ``LONGEST`` at the most in all."""
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (min(soft + int(seconds), hard), hard))
