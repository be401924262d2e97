"""The threads and children that convert documents, when a run is interrupted."""

from __future__ import annotations

import multiprocessing
import signal
import time
from threading import Event

import pytest

from yusuan.conversion import converters


def test_a_child_that_is_started_while_the_run_is_interrupted_ends_too() -> None:
    running, interrupted = Event(), Event()
    ended: list[int | None] = []

    def convert() -> None:
        running.set()
        interrupted.wait()
        time.sleep(0.5)
        child = multiprocessing.get_context("forkserver").Process(target=time.sleep, args=(20,))
        child.start()
        child.join()
        ended.append(child.exitcode)

    def interrupted_run() -> None:
        with converters(1) as pool:
            pool.submit(convert)
            running.wait()
            interrupted.set()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted_run()
    assert ended == [-signal.SIGKILL]
