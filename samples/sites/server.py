"""A small threaded HTTP server on loopback: validators, 304, and the misbehaviour that a resource asks for."""

from __future__ import annotations

import hashlib
import ssl
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar


@dataclass(frozen=True, slots=True)
class Resource:
    """What stands at an address."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    modified: datetime | None = None
    """Sent as Last-Modified; together with it an ETag. Without it the address has no validators."""
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0
    """Seconds before the answer."""
    cut: int | None = None
    """Close the connection after so many bytes of the body."""

    @property
    def etag(self) -> str:
        """A strong validator made of the body."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


class Responder(Protocol):
    """What a server serves."""

    def answer(self, method: str, target: str, body: bytes) -> Resource:
        """The resource for a request; ``target`` is path and query as sent."""
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that the server has answered."""

    method: str
    target: str
    status: int
    conditional: bool


R = TypeVar("R", bound=Responder)


class Server(Generic[R]):
    """Serves one site on a free port of 127.0.0.1 while its ``with`` block lasts."""

    def __init__(self, site: R, port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        self.site = site
        self.log: list[Asked] = []
        outer = self

        class Handler(_Handler):
            server_of: Server[Any] = outer

        self._http = _Listening(("127.0.0.1", port), Handler)
        if tls is not None:
            # The handshake is left to the connection's own thread: a client that breaks it off stops nobody else.
            self._http.socket = tls.wrap_socket(self._http.socket, server_side=True, do_handshake_on_connect=False)
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def netloc(self) -> str:
        """``127.0.0.1:port``."""
        return f"127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._http.server_close()


class _Listening(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # of the usual five, a client with many connections loses some and waits a second for each


class _Handler(BaseHTTPRequestHandler):
    server_of: Server[Any]
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16  # headers and body in one piece; in two, each answer would wait for a delayed acknowledgement
    server_version = "SampleSite"

    def do_GET(self) -> None:
        self._serve()

    def do_HEAD(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        resource = self.server_of.site.answer(self.command, self.path, self.rfile.read(length))
        time.sleep(resource.delay)
        conditional = "If-None-Match" in self.headers or "If-Modified-Since" in self.headers
        fresh = resource.status == 200 and resource.modified is not None and self._still_fresh(resource)
        status = 304 if fresh else resource.status
        self.server_of.log.append(Asked(self.command, self.path, status, conditional))
        self.send_response(status)
        if resource.modified is not None:
            self.send_header("ETag", resource.etag)
            self.send_header("Last-Modified", format_datetime(resource.modified, usegmt=True))
        for name, value in resource.headers.items():
            # Header values are sent as bytes: some sites put raw UTF-8 into a file name.
            self.send_header(name, value.encode().decode("latin-1"))
        if not fresh:
            self.send_header("Content-Type", resource.content_type)
            self.send_header("Content-Length", str(len(resource.body)))
        self.end_headers()
        if not fresh and self.command != "HEAD":
            self.wfile.write(resource.body[: resource.cut])
        if resource.cut is not None:
            self.close_connection = True

    def _still_fresh(self, resource: Resource) -> bool:
        if tags := self.headers.get("If-None-Match"):
            return resource.etag in {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        since = self.headers.get("If-Modified-Since")
        return bool(since and resource.modified and resource.modified <= parsedate_to_datetime(since).astimezone(UTC))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        """Says nothing: ``Server.log`` holds the requests."""
