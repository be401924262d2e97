"""The site shows and takes nothing: any other request is refused before a page is looked for.

Datasette keeps addresses that take forms, and answers a form sent to a table with a fault of the server.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from datasette.utils.asgi import Response
from pluggy import HookimplMarker

from publish.plugin.headers import App, Message, Send

hookimpl = HookimplMarker("datasette")
ALLOWED = ("GET", "HEAD", "OPTIONS")


@hookimpl
def asgi_wrapper() -> Callable[[App], App]:
    def wrap(app: App) -> App:
        async def shown(scope: Message, receive: Callable[[], Awaitable[Message]], send: Send) -> None:
            if scope["type"] == "http" and scope["method"] not in ALLOWED:
                refused = Response.text("本站只供阅读。\n", status=405, headers={"Allow": ", ".join(ALLOWED)})
                await refused.asgi_send(send)
            else:
                await app(scope, receive, send)

        return shown

    return wrap
