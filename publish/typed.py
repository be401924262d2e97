"""Addresses as people type them into programs: ``curl 'http://…/search?q=教育'`` sends the characters as they are.

HTTP allows only their percent-encoding, which browsers make and curl does not; the parser answers anything else with
a bare "Invalid HTTP request received".
"""

from __future__ import annotations

import re

from uvicorn.protocols.http.h11_impl import H11Protocol

_REQUEST = re.compile(rb"^[A-Z]+ [^ ]+ HTTP/1\.[01]$")
_BEYOND = re.compile(rb"[\x80-\xff]")


class TypedAddresses(H11Protocol):
    """uvicorn's protocol, which percent-encodes what a request's address holds beyond ASCII."""

    def data_received(self, data: bytes) -> None:
        first, end, rest = data.partition(b"\r\n")
        if end and not first.isascii() and _REQUEST.match(first):
            data = _BEYOND.sub(lambda found: b"%%%02X" % found[0][0], first) + end + rest
        super().data_received(data)
