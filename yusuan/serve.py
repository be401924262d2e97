"""``yusuan serve``: Datasette over the archive."""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path

import click
import uvicorn

from archive import opening
from publish.site import open_site
from publish.typed import TypedAddresses
from yusuan.options import archive_options, web_address

DEFAULT_PORT = 8001
TRIED = 100


class PortError(Exception):
    """The port asked for cannot be had; the message is for the user."""


def run(
    db: Path,
    files: Path,
    host: str = "127.0.0.1",
    port: int | None = None,
    release: Path | None = None,
    public_url: str | None = None,
) -> None:
    """Serves until interrupted. ``port=None`` takes the default one or the next that is free.

    ``ArchiveError`` when the archive is missing, none, or of an earlier version; ``PortError`` when the port is taken.
    """
    if release is None:
        opening.open_current(db).close()
    else:
        db = release / "archive.db"
        files = release / "files" if (release / "files").is_dir() else files
        opening.open_release(db).close()
    site = open_site(db, files, immutable=release is not None, public_url=public_url)
    listening = listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Serving {db} at http://{shown}:{listening.getsockname()[1]}/ (Ctrl-C stops)", err=True)
    config = uvicorn.Config(site.app(), http=TypedAddresses, log_level="warning", server_header=False)
    server = uvicorn.Server(config)
    with listening, contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listening])


def listen(host: str, port: int | None) -> socket.socket:
    """A socket bound to the port, or to the default one or the next that is free."""
    wanted = range(DEFAULT_PORT, DEFAULT_PORT + TRIED) if port is None else (port,)
    for candidate in wanted:
        try:
            family, *_, address = socket.getaddrinfo(host, candidate, type=socket.SOCK_STREAM)[0]
            listening = socket.create_server(address[:2], family=family)
            # asyncio does this for sockets it opens itself; without it every small answer waits 40 ms for an ACK
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return listening
        except socket.gaierror as error:
            raise PortError(f"{host}: no such host: {error.strerror}") from error
        except OSError as error:
            reason = error.strerror or str(error)
            if port is not None:
                raise PortError(
                    f"Port {port} on {host} cannot be used ({reason}); choose another with --port."
                ) from error
    raise PortError(
        f"No free port from {DEFAULT_PORT} to {DEFAULT_PORT + TRIED - 1} on {host}; choose one with --port."
    )


@click.command(epilog="Example: yusuan serve --port 8080")
@archive_options
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 for all.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=None,
    help=f"The port; without it {DEFAULT_PORT} or the next one that is free.",
)
@click.option(
    "--release",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=None,
    help="Serve the published snapshot in this folder, which nothing writes any more.",
)
@click.option(
    "--public-url",
    metavar="URL",
    default=None,
    callback=web_address,
    envvar="YUSUAN_PUBLIC_URL",
    help="The address readers know, for feeds and the sitemap; without it the one they asked for.",
)
def command(
    db_path: Path, files_path: Path, host: str, port: int | None, release: Path | None, public_url: str | None
) -> None:
    """Serve the archive as a web site: live and read-only."""
    try:
        run(db_path, files_path, host, port, release, public_url)
    except PortError as error:
        raise click.ClickException(str(error)) from error
