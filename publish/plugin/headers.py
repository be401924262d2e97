"""Headers that keep a page from loading anything foreign, and our style sheet and script."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from pluggy import HookimplMarker

hookimpl = HookimplMarker("datasette")
Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Callable[[], Awaitable[Message]], Send], Awaitable[None]]
PAGE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)  # Datasette's own pages carry inline scripts and styles


@hookimpl
def asgi_wrapper() -> Callable[[App], App]:
    def wrap(app: App) -> App:
        async def secured(scope: Message, receive: Callable[[], Awaitable[Message]], send: Send) -> None:
            async def send_secured(message: Message) -> None:
                if message["type"] == "http.response.start":
                    sent = {name.lower() for name, _ in message.get("headers", [])}
                    added = {
                        b"x-content-type-options": b"nosniff",
                        b"referrer-policy": b"same-origin",
                        b"content-security-policy": PAGE_POLICY.encode(),
                    }
                    extra = [[name, value] for name, value in added.items() if name not in sent]
                    message = {**message, "headers": [*message.get("headers", []), *extra]}
                await send(message)

            await app(scope, receive, send_secured)

        return secured

    return wrap


@hookimpl
def extra_css_urls() -> list[str]:
    return ["/static/site.css"]


@hookimpl
def extra_js_urls() -> list[dict[str, Any]]:
    return [{"url": "/static/site.js", "module": True}]
