"""`yusuan serve` as a user starts it, in a process of its own."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

PATIENCE = 60
"""Seconds to wait for an answer: other tests keep the machine busy."""


@contextmanager
def serving(*arguments: str) -> Iterator[str]:
    """The address it says it serves at, or a failure with what it said instead."""
    command = [sys.executable, "-m", "yusuan", "serve", *arguments]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as process:
        assert process.stderr
        said = process.stderr.readline()
        rest = threading.Thread(target=process.stderr.read, daemon=True)
        rest.start()
        try:
            address = re.search(r"http://\S+[^/ ]", said)
            assert address, said
            yield address[0].rstrip("/")
        finally:
            process.terminate()
            process.wait(10)
            rest.join(10)


def fetched(address: str, **asked: Any) -> httpx.Response:
    """The answer of a site that is served."""
    return httpx.get(address, timeout=PATIENCE, **asked)
