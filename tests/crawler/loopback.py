"""What the crawl tests share: a site made of stated resources, and the real command run on it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from samples.sites.server import Resource, Server

ROOT = Path(__file__).resolve().parents[2]
PDF = ROOT / "samples" / "documents" / "pdf"
MODIFIED = datetime(2024, 3, 1, tzinfo=UTC)

SITE_FILE = """\
id: {id}
city: {city}
county:
division_code: "410400"
family: {family}
hosts: [{hosts}]
start: [{start}]
allow_private: true
"""


Page = Resource | Callable[[int], Resource]
"""What stands at an address, or a function of how often it was asked."""


@dataclass
class Pages:
    """A site whose every address is stated."""

    pages: dict[str, Page] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)

    def answer(self, method: str, target: str, body: bytes) -> Resource:
        self.asked[target] = self.asked.get(target, 0) + 1
        page = self.pages.get(target, Resource(b"<html><body>404</body></html>", status=404))
        return page(self.asked[target]) if callable(page) else page


def html(body: str, **more: Any) -> Resource:
    return Resource(
        f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode(),
        **{"modified": MODIFIED, **more},
    )


def pdf(content: bytes, **more: Any) -> Resource:
    return Resource(b"%PDF-1.4\n" + content + b"\n%%EOF", "application/pdf", **{"modified": MODIFIED, **more})


def channel(*rows: tuple[str, str, str], more: str = "") -> Resource:
    """A SiteServer list of (address, title, date)."""
    items = "".join(f'<li><a href="{url}">{title}</a><span>{date}</span></li>' for url, title, date in rows)
    return html(f"<ul>{items}</ul>{more}")


def article(title: str, *links: str, body: str = "") -> Resource:
    anchors = "".join(f'<p><a href="{link}">{link.split("/")[-1].split("?")[0]}</a></p>' for link in links)
    return html(f"<h1>{title}</h1><div class='page-date'>2024-02-01</div><div class='article'>{body}{anchors}</div>")


@dataclass
class Archive:
    """An archive in a folder, and the command run on it."""

    folder: Path

    @property
    def db(self) -> Path:
        return self.folder / "archive.db"

    @property
    def files(self) -> Path:
        return self.folder / "files"

    def command(self, *args: str) -> list[str]:
        verb, *rest = args
        return [sys.executable, "-m", "yusuan", verb, "--db", str(self.db), "--files", str(self.files), *rest]

    def run(self, *args: str, status: int = 0, **env: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            self.command(*args), cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, check=False
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self.db)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def change(self, sql: str) -> None:
        """Changes what no command changes, such as how long ago something happened."""
        connection = sqlite3.connect(self.db)
        try:
            with connection:
                connection.execute(sql)
        finally:
            connection.close()

    def blobs(self) -> set[str]:
        return {
            str(path.relative_to(self.files))
            for path in self.files.rglob("*")
            if path.is_file() and not path.name.startswith(".")
        }

    def contents(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything that a crawl leaves but timestamps and counts of requests."""
        return {
            "documents": self.rows(
                "select id, file_sha256, title, source_url, page_url, published_on, media_type, "
                "bytes, status, outcome, replaced_by from documents order by id"
            ),
            "sightings": self.rows(
                "select document, site, article, file_name, url, page_url, title, link_text, "
                "published_on, container from sightings order by 1, 2, 3, 4"
            ),
            "ledger": self.rows(
                "select site, kind, article, file_name, url, title, published_on, state, sha256, "
                "document from ledger order by 1, 2, 3, 4"
            ),
            "problems": self.rows("select document, url, kind, message, printed from problems order by 1, 2, 3, 5"),
        }


def write_site(
    folder: Path,
    netloc: str,
    start: str,
    *,
    name: str = "pages",
    family: str = "siteserver",
    hosts: Iterable[str] = (),
    city: str = "平顶山市",
    more: str = "",
) -> Path:
    folder.mkdir(exist_ok=True)
    quoted = ", ".join(f'"{host}"' for host in (netloc, *hosts))
    text = SITE_FILE.format(id=name, city=city, family=family, hosts=quoted, start=f'"http://{netloc}{start}"') + more
    (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return folder


def targets(server: Server[Any]) -> list[str]:
    return [asked.target for asked in server.log if asked.target != "/robots.txt"]


TYPES = {".html": "text/html", ".pdf": "application/pdf", ".json": "application/json"}


def saved_pages(folder: Path) -> Pages:
    """Pages saved from a site: ``addresses.yml`` says which file stands at which address."""
    addresses: dict[str, str] = yaml.safe_load((folder / "addresses.yml").read_text(encoding="utf-8"))
    return Pages(
        {
            address: Resource(
                (folder / name).read_bytes(), TYPES.get(Path(name).suffix, "text/plain"), modified=MODIFIED
            )
            for address, name in addresses.items()
        }
    )


def saved_site(path: Path, folder: Path, netloc: str) -> Path:
    """A folder with a shipped site file whose hosts are all served at ``netloc``."""
    declared = yaml.safe_load(path.read_text(encoding="utf-8"))
    declared["start"] = [urlsplit(url)._replace(scheme="http", netloc=netloc).geturl() for url in declared["start"]]
    folder.mkdir(exist_ok=True)
    (folder / path.name).write_text(
        yaml.safe_dump({**declared, "hosts": [netloc], "allow_private": True}, allow_unicode=True), encoding="utf-8"
    )
    return folder
