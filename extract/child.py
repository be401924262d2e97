"""The child's side of a conversion: limits first, then read, assemble and send back."""

from __future__ import annotations

import os
import select
import threading
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from extract.assemble import assemble
from extract.readers import read
from extract.readers.limits import Limits
from extract.task import LONGEST, Longer, Task, limit, prolong


def run(sending: Connection, task: Task, memory: int, seconds: float) -> None:
    """Sends an ``Extraction``, or (outcome, message) when the document could not be converted."""
    limits = patient(sending)
    answer(
        sending,
        memory,
        seconds,
        lambda: assemble(read(task.path.read_bytes(), task.media_type, limits=limits), task.hints),
    )


def patient(sending: Connection) -> Limits:
    """The limits of a document whose scanned pages take time of their own: a scan of thirty takes minutes."""

    def recognising(pages: int) -> None:
        seconds = min(pages * limits.seconds_a_page, LONGEST)
        prolong(seconds)
        sending.send(Longer(seconds))

    limits = Limits(recognising=recognising)
    return limits


def _silence() -> None:
    """What libraries print for their makers (a panic's stack, a font's oddity) goes nowhere: our words are sent."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _end_with_asker(sending: Connection) -> None:
    """Ends this process when nobody is left to send to: the run that asked was killed.

    The server that it was forked from does not tell: each of its children keeps it alive.
    """
    waiting = select.poll()
    waiting.register(sending, 0)  # for the error that a pipe without a reader is

    def wait() -> None:
        waiting.poll()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def answer(sending: Connection, memory: int, seconds: float, work: Callable[[], object]) -> None:
    """Does the work within the limits and sends what came of it, or (outcome, message) when nothing did."""
    limit(memory, seconds)
    _silence()
    _end_with_asker(sending)
    try:
        sending.send(work())
    except BrokenPipeError:
        pass  # who asked was stopped and waits for nothing
    except MemoryError:
        sending.send(("too_big", "读取所需内存超过限额"))
    except RecursionError:
        sending.send(("malformed", "文件结构嵌套过深"))
    except Exception as error:  # noqa: BLE001 - the child is the boundary: every fault is told, none passes
        # a fault of the extractor must not pass for one of the document: its own kind of problem
        where = traceback.extract_tb(error.__traceback__)[-1]
        sending.send(
            (
                "extractor_error",
                f"抽取程序出错：{type(error).__name__}: {error}（{Path(where.filename).name}:{where.lineno}）",
            )
        )
    finally:
        sending.close()
