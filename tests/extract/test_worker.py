"""How long a child may take: its processor time counts, and the clock only where it does nothing at all."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from extract.child import answer
from extract.identity import Hints
from extract.task import Task
from extract.worker import MEMORY, in_child


@pytest.fixture
def task(tmp_path: Path) -> Task:
    path = tmp_path / "a.txt"
    path.write_bytes(b"")
    return Task("d", path, "text/plain", Hints())


def _waits(sending: Connection, _task: Task, memory: int, seconds: float) -> None:
    answer(sending, memory, seconds, lambda: time.sleep(2 * seconds))


def _never_ends(sending: Connection, _task: Task, memory: int, seconds: float) -> None:
    answer(sending, memory, seconds, lambda: time.sleep(600))


def _works(sending: Connection, _task: Task, memory: int, seconds: float) -> None:
    def work() -> None:
        while True:
            pass

    answer(sending, memory, seconds, work)


def _tells_its_number(sending: Connection, task: Task, memory: int, seconds: float) -> None:
    def work() -> None:
        task.path.write_text(str(os.getpid()))
        time.sleep(600)

    answer(sending, memory, seconds, work)


_ASKS = "import sys; from tests.extract.test_worker import ask; ask(sys.argv[1])"


def ask(path: str) -> None:
    in_child(_tells_its_number, Task("d", Path(path), "text/plain", Hints()), 60, MEMORY)


def test_a_reader_ends_with_the_run_that_was_killed(task: Task) -> None:
    with subprocess.Popen([sys.executable, "-c", _ASKS, str(task.path)], cwd=Path(__file__).parents[2]) as run:
        while not (number := task.path.read_text()):
            time.sleep(0.05)
        assert _runs(int(number))
        run.kill()
    deadline = time.monotonic() + 60
    while _runs(int(number)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(int(number))


def _runs(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_document_that_waits_for_the_processor_is_read(task: Task) -> None:
    assert in_child(_waits, task, 1, MEMORY) is None


def test_one_that_waits_for_ever_is_given_up(task: Task) -> None:
    assert in_child(_never_ends, task, 0.2, MEMORY) == ("timeout", "超过 1 秒没有读完")


def test_one_that_keeps_the_processor_busy_is_given_up(task: Task) -> None:
    assert in_child(_works, task, 1, MEMORY) == ("timeout", "用了 1 秒处理器时间没有读完")


_THREADS = """
import sys, threading
from pathlib import Path
from extract.task import limit

limit(2 * 2**30, 60)

def address_space() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * 4 // 1024

threading.stack_size(2**18)
before, ready = address_space(), threading.Barrier(9)

def work() -> None:
    held = [bytearray(2**12) for _ in range(100)]
    ready.wait()
    ready.wait()

for _ in range(8):
    threading.Thread(target=work).start()
ready.wait()
print(address_space() - before)
ready.wait()
"""


def test_threads_take_little_of_a_worker_s_address_space() -> None:
    """glibc reserves 64 MB for each thread that asks for memory: eight had a quarter of what a worker has."""
    found = subprocess.run([sys.executable, "-c", _THREADS], check=True, capture_output=True, text=True)
    assert int(found.stdout) < 64
