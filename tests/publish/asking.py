"""What the fixtures of conftest hand to a test that asks the site over the small archive."""

from collections.abc import Callable, Mapping
from typing import Protocol

import httpx
from sqlite_utils import Database


class Get(Protocol):
    """The answer of the site to an address and its arguments."""

    def __call__(self, path: str, headers: Mapping[str, str] = ..., /, **params: str) -> httpx.Response: ...


PageAfter = Callable[[Callable[[Database], object], str], str]
"""The text of a page after a change of the archive."""
