"""The child's side of a conversion: limits first, then read, assemble and send back."""

from __future__ import annotations

from multiprocessing.connection import Connection

from extract.assemble import assemble
from extract.readers import read
from extract.worker import Task, limit


def run(sending: Connection, task: Task, memory: int, seconds: float) -> None:
    """Sends an ``Extraction``, or (outcome, message) when the document could not be converted."""
    limit(memory, seconds)
    try:
        source = read(task.path.read_bytes(), task.media_type)
        sending.send(assemble(source, task.hints))
    except MemoryError:
        sending.send(("too_big", "读取所需内存超过限额"))
    except RecursionError:
        sending.send(("malformed", "文件结构嵌套过深"))
    finally:
        sending.close()
