"""The command line as a user calls it, in a process of its own."""

from __future__ import annotations

import subprocess
import sys


def run_yusuan(*arguments: str, status: int = 0) -> str:
    """Standard output of ``yusuan``; fails unless it ends with ``status``."""
    done = subprocess.run([sys.executable, "-m", "yusuan", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == status, f"yusuan {' '.join(arguments)}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout
