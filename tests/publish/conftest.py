"""The small archive, served by Datasette in this process."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from small_archive import Small, make

from publish.site import open_site


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Page images of these tests stay out of the user's own cache."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache") / "pages"
        patch.setenv("YUSUAN_CACHE", str(folder))
        yield folder


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    return make(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def get(small: Small, cache: Path) -> Iterator[Callable[..., Any]]:
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
