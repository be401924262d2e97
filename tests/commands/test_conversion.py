"""The threads and children that convert documents, when a run is interrupted."""

from __future__ import annotations

import multiprocessing
import signal
import threading
import time
from concurrent.futures import Future
from threading import Event, Thread

import pytest

from yusuan.conversion import awaited, converters


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


def test_an_interrupt_that_another_thread_receives_ends_the_wait() -> None:
    future: Future[None] = Future()
    ended = Event()

    def interrupted() -> None:
        time.sleep(0.1)  # the main thread waits by now
        signal.pthread_kill(threading.get_ident(), signal.SIGINT)
        ended.wait(10)
        future.set_result(None)

    other = Thread(target=interrupted)
    other.start()
    with pytest.raises(KeyboardInterrupt):
        awaited(future)
    unfinished = not future.done()
    ended.set()
    other.join()
    assert unfinished
