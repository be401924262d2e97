"""Work on things that may be malicious or large, in a child process with its own memory and time."""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import sys

MEMORY = 1024 * 1024 * 1024


def limit(seconds: int, memory: int = MEMORY) -> None:
    """The child's first act."""
    with contextlib.suppress(ValueError, OSError):  # macOS has no such limit
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


async def run(module: str, *arguments: str, told: bytes = b"", seconds: float) -> int:
    """Runs ``python -m module`` with ``told`` on its standard input; gives its exit status.

    ``TimeoutError`` when it takes longer; it is then ended, as it is when the caller is cancelled.
    """
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *arguments,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env={"PATH": os.defpath, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    try:
        await asyncio.wait_for(child.communicate(told), seconds)
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    return child.returncode or 0
