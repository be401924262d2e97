"""The fence: TLS is verified, private addresses are not asked, a crawl that cannot record fails."""

from __future__ import annotations

import socket
import ssl
import subprocess
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler.boundary import GuardedResolver
from samples.sites.server import Server
from tests.crawler.loopback import ROOT, Archive, Page, Pages, article, channel, pdf, write_site

LIST = channel(("/contents/1/1.html", "2024年平顶山市水利局部门预算公开", "2024-02-01"))


def self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def test_an_unknown_certificate_is_refused(tmp_path: Path) -> None:
    server = Server(Pages({"/channels/1.html": LIST}), tls=self_signed(tmp_path))
    with server:
        sites = write_site(tmp_path / "sites", server.netloc, "/channels/1.html")
        path = sites / "pages.yml"
        path.write_text(path.read_text().replace("http://", "https://"))
        archive = Archive(tmp_path)
        done = archive.run("crawl", "--sites", str(sites), status=1)
        checked = archive.run("sites", "check", "--sites", str(sites), status=1)
    assert "pages: broken  listed 0" in done.stdout
    assert server.log == []
    assert archive.rows("select message from problems") == [("加密连接（TLS）未能建立：certificate verify failed",)]
    # it names no host, as certificates of old servers: what Twisted stumbles over then is nobody's to read
    assert "Traceback" not in done.stderr + checked.stderr
    assert "change  legacy_tls: true, where a browser gets the page" in checked.stdout


def test_a_private_address_is_not_asked_unless_the_site_file_allows_it(tmp_path: Path) -> None:
    with Server(Pages({"/channels/1.html": LIST})) as server:
        sites = write_site(tmp_path / "sites", server.netloc, "/channels/1.html")
        path = sites / "pages.yml"
        path.write_text(path.read_text().replace("allow_private: true", "allow_private: false"))
        archive = Archive(tmp_path)
        done = archive.run("crawl", "--sites", str(sites), status=1)
    assert "pages: blocked  listed 0" in done.stdout
    assert server.log == []


def test_a_public_name_may_not_lead_into_a_private_network() -> None:
    resolver = object.__new__(GuardedResolver)
    resolver.private_hosts = frozenset({"intranet.example"})
    assert resolver._checked("223.5.5.5", "czj.pds.gov.cn") == "223.5.5.5"
    assert resolver._checked("10.0.0.7", "intranet.example") == "10.0.0.7"
    for address in ("127.0.0.1", "10.0.0.7", "192.168.1.1", "169.254.169.254"):
        with pytest.raises(socket.gaierror):
            resolver._checked(address, "czj.pds.gov.cn")


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="no /proc on this system")
def test_a_crawl_opens_no_port(tmp_path: Path) -> None:
    with Server(Pages({"/channels/1.html": replace(LIST, delay=2)})) as server:
        sites = write_site(tmp_path / "sites", server.netloc, "/channels/1.html")
        command = Archive(tmp_path).command("crawl", "--sites", str(sites))
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as crawl:
            while crawl.poll() is None and "/channels/1.html" not in server.site.asked:
                time.sleep(0.01)
            own = {str(descriptor.readlink()) for descriptor in Path(f"/proc/{crawl.pid}/fd").iterdir()}
            lines = [line for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()]
    listening = {f"socket:[{columns[9]}]" for columns in map(str.split, lines) if columns[3] == "0A"}
    assert any(name.startswith("socket:") for name in own)
    assert own & listening == set()


def test_what_cannot_be_recorded_fails_the_run(tmp_path: Path) -> None:
    pages: dict[str, Page] = {
        "/channels/1.html": LIST,
        "/upload/files/2024/2/1.pdf": pdf(b"1"),
        "/contents/1/1.html": article("2024年平顶山市水利局部门预算公开", "/upload/files/2024/2/1.pdf"),
    }
    with Server(Pages(pages)) as server:
        sites = write_site(tmp_path / "sites", server.netloc, "/channels/1.html")
        archive = Archive(tmp_path)
        archive.files.write_text("a file where the folder of originals should be")
        archive.run("crawl", "--sites", str(sites), status=1)
        assert archive.rows("select count(*) from documents") == [(0,)]
        archive.files.unlink()
        archive.run("crawl", "--sites", str(sites))
        assert archive.rows("select count(*) from documents") == [(1,)]
