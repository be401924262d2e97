"""Conversion of one document in a child process with limits on memory and time.

A hostile or broken file can make a reader loop or eat memory; the child dies with it, and the
parent records the outcome. The child opens no database and no socket.
"""

from __future__ import annotations

import multiprocessing
import resource
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from extract.identity import Hints
from extract.result import Extraction, Problem

MEMORY = 2 << 30
"""Bytes of address space of one child; character recognition needs this much."""
TIMEOUT = 120.0
"""Seconds one document may take before it is given up."""
LARGEST_FILE = 64 << 20


@dataclass(frozen=True, slots=True)
class Task:
    """One stored file to convert."""

    document: str
    path: Path
    media_type: str
    hints: Hints


def convert(task: Task, timeout: float = TIMEOUT, memory: int = MEMORY) -> Extraction:
    """The extraction of one file; outcome ``timeout``, ``too_big`` or ``malformed`` when its child did not survive."""
    if task.path.stat().st_size > LARGEST_FILE:
        return _gave_up("too_big", task, f"文件超过 {LARGEST_FILE >> 20} MB")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["extract.child"])
    receiving, sending = context.Pipe(duplex=False)
    from extract.child import run

    child = context.Process(target=run, args=(sending, task, memory, timeout), daemon=True)
    child.start()
    sending.close()
    try:
        return _result(task, receiving, timeout, child)
    finally:
        receiving.close()
        if child.is_alive():
            child.kill()
        child.join()


def _result(task: Task, receiving: Connection, timeout: float, child: multiprocessing.process.BaseProcess) -> Extraction:
    deadline = time.monotonic() + timeout
    while not receiving.poll(min(1.0, max(0.0, deadline - time.monotonic()))):
        if time.monotonic() >= deadline:
            return _gave_up("timeout", task, f"超过 {timeout:.0f} 秒没有读完")
        if not child.is_alive() and not receiving.poll():
            return _died(task, child.exitcode)
    try:
        received = receiving.recv()
    except EOFError:
        child.join(1)
        return _died(task, child.exitcode)
    if isinstance(received, Extraction):
        return received
    return _gave_up(received[0], task, received[1])


def _died(task: Task, exitcode: int | None) -> Extraction:
    if exitcode in (-24, -9):
        return _gave_up("timeout", task, "读取用尽了处理器时间或内存，已停止")
    return _gave_up("malformed", task, f"读取程序异常退出（{exitcode}），文件可能已损坏")


def _gave_up(outcome: str, task: Task, message: str) -> Extraction:
    return Extraction(outcome, task.media_type, problems=[Problem(outcome, message)])


def limit(memory: int, seconds: float) -> None:
    """Sets this process's limits: address space and processor time."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    cpu = int(seconds) + 5
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
