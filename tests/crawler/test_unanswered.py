"""Requests that bring no answer are told in plain Chinese words, and a crawl says what Ctrl-C does to it."""

from __future__ import annotations

import signal
import socket
import struct
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.crawler.loopback import ROOT, Archive, write_site

Answer = Callable[[socket.socket], object]


@contextmanager
def answering(answer: Answer) -> Iterator[str]:
    """A port whose every connection is handled by ``answer`` and then closed."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    try:
                        answer(connection)
                    except OSError:
                        continue

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"127.0.0.1:{listening.getsockname()[1]}"
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()


def reset(connection: socket.socket) -> None:
    connection.recv(1024)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def told(folder: Path, netloc: str) -> str:
    """The message of the problem that a crawl meets which begins at this host."""
    archive = Archive(folder)
    archive.run("crawl", "--sites", str(write_site(folder / "sites", netloc, "/list/")), status=1)
    ((message,),) = archive.rows("select distinct message from problems where kind = 'crawl_broken'")
    return str(message)


def test_a_host_without_an_address(tmp_path: Path) -> None:
    assert told(tmp_path, "czj.invalid") == "找不到这台主机：域名没有地址"


@pytest.mark.parametrize(("contact", "warnings"), [("", 1), ("keeper@example.org", 0)])
def test_whoever_asks_strangers_says_who_asks(tmp_path: Path, contact: str, warnings: int) -> None:
    sites = write_site(tmp_path / "sites", "czj.invalid", "/list/")
    path = sites / "pages.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("allow_private: true", ""), encoding="utf-8")
    done = Archive(tmp_path).run("crawl", "--sites", str(sites), "--dry-run", status=1, YUSUAN_CONTACT=contact)
    assert done.stderr.count("Warning: YUSUAN_CONTACT is not set") == warnings


def test_a_host_that_refuses_the_connection(tmp_path: Path) -> None:
    with socket.socket() as bound:  # and not listening
        bound.bind(("127.0.0.1", 0))
        assert told(tmp_path, f"127.0.0.1:{bound.getsockname()[1]}") == "主机拒绝连接"


@pytest.mark.parametrize("answer", [reset, lambda connection: connection.sendall(b"nonsense\r\n\r\n")])
def test_a_connection_that_breaks_off(tmp_path: Path, answer: Answer) -> None:
    with answering(answer) as netloc:
        assert told(tmp_path, netloc) == "连接中断，没有得到应答"


@pytest.mark.parametrize(
    ("words", "stdout", "last"),
    [
        (("crawl",), "pages: stopped  listed 0  new 0  changed 0  unchanged 0  failed missing 1\n",
         "Error: pages: stopped before its end"),
        (("sites", "check"), "", "Error: stopped with 1 of 1 sites not asked"),
    ],
)  # fmt: skip
def test_ctrl_c_is_said_to_wait_for_the_answer(tmp_path: Path, words: tuple[str, ...], stdout: str, last: str) -> None:
    asked, go_on = threading.Event(), threading.Event()

    def slowly(connection: socket.socket) -> None:
        connection.recv(1024)
        asked.set()
        go_on.wait(60)
        connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")

    archive = Archive(tmp_path)
    with answering(slowly) as netloc:
        sites = write_site(tmp_path / "sites", netloc, "/list/")
        command = archive.command(*words, "--sites", str(sites))
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
            assert asked.wait(60)
            running.send_signal(signal.SIGINT)
            assert running.stderr is not None
            assert running.stderr.readline() == (
                "Stopping when what is under way is answered; Ctrl-C again stops at once\n"
            )
            go_on.set()
            printed, stderr = running.communicate(timeout=60)
    assert (running.returncode, printed) == (1, stdout)
    assert stderr.splitlines()[-1] == last
    assert "Stopping" not in stderr
    assert not archive.db.exists() or archive.rows("select state from sites") == [(None,)]
