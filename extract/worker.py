"""Conversion of one document in a child process with limits on memory and time.

A hostile or broken file can make a reader loop or eat memory; the child dies with it, and the
parent records the outcome. The child opens no database and no socket.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from archive.extracted import Extraction, Problem
from extract.child import run
from extract.readers import READERS
from extract.task import Longer, Task

MEMORY = 2 << 30
"""Bytes of address space of one child; character recognition needs this much."""
TIMEOUT = 120.0
"""Seconds of processor time one document may take before it is given up, the recognition of scanned pages aside."""
_WAITING = 5
"""Times as long by the clock: a document that waits for a busy machine's processor is none that takes too long."""
LARGEST_FILE = 64 << 20
_PRELOADED = ["extract.child", *(f"extract.readers.{name}" for name in READERS)]
"""Imported once by the server that the children are forked from, not by each child."""


Run = Callable[[Connection, Task, int, float], None]
"""The child's side: (where to send, task, bytes of memory, seconds)."""


def convert(task: Task, timeout: float = TIMEOUT, memory: int = MEMORY) -> Extraction:
    """The extraction of one file; outcome ``timeout``, ``too_big`` or ``malformed`` when its child did not survive."""
    received = in_child(run, task, timeout, memory)
    return received if isinstance(received, Extraction) else without_result(received, task)


def in_child(run: Run, task: Task, timeout: float, memory: int) -> Any:
    """What ``run`` sends from a child process with limits; (outcome, message) when the child did not survive."""
    if task.path.stat().st_size > LARGEST_FILE:
        return "too_big", f"文件超过 {LARGEST_FILE >> 20} MB"
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=run, args=(sending, task, memory, timeout), daemon=True)
    child.start()
    sending.close()
    try:
        return _result(receiving, timeout, child)
    finally:
        receiving.close()
        if child.is_alive():
            child.kill()
        child.join()


def without_result(received: tuple[str, str], task: Task) -> Extraction:
    """The extraction that says why there is none, from the (outcome, message) of a child."""
    kind, message = received
    outcome = "partial" if kind == "extractor_error" else kind
    return Extraction(outcome, task.media_type, problems=[Problem(kind, message)])


def _result(receiving: Connection, timeout: float, child: multiprocessing.process.BaseProcess) -> Any:
    ending = time.monotonic() + timeout * _WAITING
    while True:
        left = ending - time.monotonic()
        if receiving.poll(min(1.0, max(0.0, left))):
            try:
                received = receiving.recv()
            except EOFError:
                child.join(1)
                return _died(child.exitcode, timeout)
            if not isinstance(received, Longer):
                return received
            timeout += received.seconds
            ending += received.seconds * _WAITING
        elif left <= 0:
            return "timeout", f"超过 {timeout * _WAITING:.0f} 秒没有读完"
        elif not child.is_alive() and not receiving.poll():
            return _died(child.exitcode, timeout)


def _died(exitcode: int | None, timeout: float) -> tuple[str, str]:
    if exitcode == -signal.SIGXCPU:
        return "timeout", f"用了 {timeout:.0f} 秒处理器时间没有读完"
    if exitcode == -signal.SIGKILL:
        return "timeout", "读取程序被系统停止，可能是内存不足"
    if exitcode == -signal.SIGABRT:  # what a C library does when it is refused memory
        return "too_big", "读取所需内存超过限额"
    return "malformed", f"读取程序异常退出（{exitcode}），文件可能已损坏"
