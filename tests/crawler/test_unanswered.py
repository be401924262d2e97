"""Requests that bring no answer are told in plain Chinese words, and a crawl says what Ctrl-C does to it."""

from __future__ import annotations

import datetime as dt
import signal
import socket
import ssl
import struct
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from loopback import ROOT, Archive, write_site

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


@pytest.fixture(scope="module")
def nameless(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    """TLS with a certificate that nobody has signed and that names no host, as old servers have it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    today = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def told(folder: Path, start: str) -> tuple[str, str]:
    """(message of the problem, what the command printed) of a crawl that begins at this address."""
    archive = Archive(folder)
    scheme, _, netloc = start.partition("://")
    sites = write_site(folder / "sites", netloc, "/list/")
    path = sites / "pages.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("http://", f"{scheme}://"), encoding="utf-8")
    done = archive.run("crawl", "--sites", str(sites), status=1)
    ((message,),) = archive.rows("select distinct message from problems where kind = 'crawl_broken'")
    return message, done.stdout + done.stderr


def test_a_host_without_an_address(tmp_path: Path) -> None:
    assert told(tmp_path, "http://czj.invalid")[0] == "找不到这台主机：域名没有地址"


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
        assert told(tmp_path, f"http://127.0.0.1:{bound.getsockname()[1]}")[0] == "主机拒绝连接"


@pytest.mark.parametrize("answer", [reset, lambda connection: connection.sendall(b"nonsense\r\n\r\n")])
def test_a_connection_that_breaks_off(tmp_path: Path, answer: Answer) -> None:
    with answering(answer) as netloc:
        assert told(tmp_path, f"http://{netloc}")[0] == "连接中断，没有得到应答"


def test_a_certificate_that_cannot_be_trusted(tmp_path: Path, nameless: ssl.SSLContext) -> None:
    def handshake(connection: socket.socket) -> None:
        nameless.wrap_socket(connection, server_side=True).close()

    with answering(handshake) as netloc:
        message, printed = told(tmp_path, f"https://{netloc}")
        checked = Archive(tmp_path).run("sites", "check", "--sites", str(tmp_path / "sites"), status=1)
    assert "change  legacy_tls: true, where a browser gets the page" in checked.stdout
    assert message == "加密连接（TLS）未能建立：certificate verify failed"
    assert "Traceback" not in printed
    assert "verifying certificate" not in printed


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
