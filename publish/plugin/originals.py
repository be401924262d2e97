"""Original files at ``/files/<sha256>``: only what ``documents`` names, harmless to open in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette.utils.asgi import NotFound, Response, asgi_send_file
from pluggy import HookimplMarker

from archive.files import Files

hookimpl = HookimplMarker("datasette")

INLINE = {
    "application/pdf": "default-src 'self'; script-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    "text/html": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "text/plain": "default-src 'none'; sandbox",
    "text/markdown": "default-src 'none'; sandbox",
}
"""Media types a browser may show, with the policy they are shown under; all others are downloads."""
FILE = """select d.media_type, coalesce(s.file_name, d.title) as name from documents d
left join sightings s on s.document = d.id
where d.file_sha256 = ? order by s.last_seen_at desc limit 1"""


def disposition(kind: str, name: str | None, path: Path) -> str:
    """A Content-Disposition with the printed (Chinese) name after RFC 5987 and an ASCII one for old clients."""
    printed = (name or path.stem).replace("/", "_").strip()
    if not printed.lower().endswith(path.suffix.lower()):
        printed += path.suffix
    return f"{kind}; filename=\"{path.stem[:12]}{path.suffix}\"; filename*=UTF-8''{quote(printed, safe='')}"


async def original(datasette: Any, request: Any, send: Any) -> Any:
    sha256 = request.url_vars["sha256"]
    rows = (await datasette.get_database("archive").execute(FILE, [sha256])).rows
    path = Files(datasette.files_folder).path(sha256) if rows else None
    if path is None:
        raise NotFound("没有这个原件。" if not rows else "档案中登记了这个原件，但存储中找不到它。")
    etag = f'"{sha256}"'
    media_type = rows[0]["media_type"] or "application/octet-stream"
    shown = INLINE.get(media_type)
    headers = {
        "ETag": etag,
        "Cache-Control": "public, max-age=31536000, immutable",
        "Content-Security-Policy": shown or "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": disposition("inline" if shown else "attachment", rows[0]["name"], path),
    }
    if request.headers.get("if-none-match") == etag:
        return Response("", status=304, headers=headers)
    if media_type.startswith("text/"):  # the charset is the document's own affair: its bytes say
        media_type = media_type if media_type == "text/html" else f"{media_type}; charset=utf-8"
    await asgi_send_file(send, str(path), content_type=media_type, headers=headers, chunk_size=65536)
    return None


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/files/(?P<sha256>[0-9a-f]{64})$", original)]
