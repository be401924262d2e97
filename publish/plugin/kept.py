"""Keeps answered pages until the archive changes: facets and totals of millions of rows are counted once per change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pluggy import HookimplMarker

from publish.memo import state_of
from publish.plugin.headers import App, Message, Send

hookimpl = HookimplMarker("datasette")
BYTES, LARGEST = 64 * 1024 * 1024, 2 * 1024 * 1024
KEPT_TYPES = (b"text/html", b"application/json", b"application/xml", b"application/atom+xml")
NOT_KEPT = ("/files/", "/page/", "/static/", "/-/")


@dataclass(frozen=True)
class _Answer:
    state: object
    messages: tuple[Message, ...]
    size: int


class _Kept:
    """Answers by address, the one longest unused going first when they grow too large."""

    def __init__(self) -> None:
        self._answers: OrderedDict[object, _Answer] = OrderedDict()
        self._size = 0

    def get(self, key: object, state: object) -> tuple[Message, ...] | None:
        answer = self._answers.get(key)
        if answer is None or answer.state != state:
            return None
        self._answers.move_to_end(key)
        return answer.messages

    def keep(self, key: object, state: object, messages: list[Message]) -> None:
        size = sum(len(message.get("body", b"")) for message in messages)
        headers = dict(messages[0].get("headers", []))
        content_type = next((value for name, value in headers.items() if name.lower() == b"content-type"), b"")
        personal = any(name.lower() == b"set-cookie" for name in headers)
        if messages[0]["status"] != 200 or size > LARGEST or personal or not content_type.startswith(KEPT_TYPES):
            return
        replaced = self._answers.pop(key, None)
        self._size += size - (replaced.size if replaced else 0)
        self._answers[key] = _Answer(state, tuple(messages), size)
        while self._size > BYTES:
            _, dropped = self._answers.popitem(last=False)
            self._size -= dropped.size


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    kept = _Kept()

    def wrap(app: App) -> App:
        async def remembering(scope: Message, receive: Any, send: Send) -> None:
            if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(NOT_KEPT):
                await app(scope, receive, send)
                return
            sent = {name: value for name, value in scope["headers"] if name in (b"host", b"accept-encoding", b"cookie")}
            if sent.get(b"cookie"):  # whoever is known to the site may see something of their own
                await app(scope, receive, send)
                return
            # some pages name the address they were asked at; some answers are compressed
            key = (scope.get("raw_path") or scope["path"], scope["query_string"], tuple(sorted(sent.items())))
            state = state_of(datasette)
            messages = kept.get(key, state)
            if messages is not None:
                for message in messages:
                    await send(message)
                return
            answer: list[Message] = []
            size = 0

            async def noting(message: Message) -> None:
                nonlocal size
                size += len(message.get("body", b""))
                if size <= LARGEST:
                    answer.append(message)
                await send(message)

            await app(scope, receive, noting)
            if answer and size <= LARGEST and not answer[-1].get("more_body"):
                kept.keep(key, state, answer)

        return remembering

    return wrap
