"""The small archive, served by Datasette in this process."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from small_archive import Small, make

from publish.site import open_site


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    return make(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def get(small: Small) -> Iterator[Callable[..., Any]]:
    """``get(path, **params)``: a response of the site over the small archive."""
    site = open_site(small.db, small.files)

    def fetch(path: str, headers: dict[str, str] | None = None, **params: str) -> Any:
        return asyncio.run(_fetch(site, path, headers or {}, params))

    yield fetch
    site.get_database("archive").close()
    site.executor.shutdown()


async def _fetch(site: Any, path: str, headers: dict[str, str], params: dict[str, str]) -> Any:
    await site.invoke_startup()
    return await site.client.get(path, params=params or None, headers=headers)
