"""The small archive, served by Datasette in this process, and a browser that looks at it as served to a reader."""

import asyncio
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Dialog, Page, expect, sync_playwright
from sqlite_utils import Database

from archive.opening import open_existing
from publish.site import open_site
from tests.publish.asking import Get, PageAfter
from tests.publish.serving import PATIENCE, serving
from tests.publish.small_archive import Small, make

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
NO_HEADERS: Mapping[str, str] = {}
WIDTHS = {"desk": (1280, 900), "phone": (390, 844)}
expect.set_options(timeout=PATIENCE * 1000)


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
def get(small: Small, cache: Path) -> Iterator[Get]:
    """``get(path, **params)``: a response of the site over the small archive."""
    site = open_site(small.db, small.files)

    def fetch(path: str, headers: Mapping[str, str] = NO_HEADERS, /, **params: str) -> httpx.Response:
        return asyncio.run(_fetch(site, path, headers, params))

    yield fetch
    site.get_database("archive").close()
    site.executor.shutdown()


async def _fetch(site: Any, path: str, headers: Mapping[str, str], params: dict[str, str]) -> httpx.Response:
    await site.invoke_startup()
    answer: httpx.Response = await site.client.get(path, params=params or None, headers=headers)
    return answer


@pytest.fixture(scope="module")
def site(small: Small) -> Iterator[str]:
    """The address of the small archive's site, in a process of its own."""
    with serving("--db", str(small.db), "--files", str(small.files), "--port", "0") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Of one module: no other event loop may run in this thread meanwhile."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Page]:
    """A page on a desk and on a phone. It may write nothing to the console, run no script of a document and ask for
    nothing outside of the site."""
    width, height = WIDTHS[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, base_url=site)
    page = context.new_page()
    wrong: list[str] = []

    def dismissed(dialog: Dialog) -> None:
        wrong.append("a script of a document ran")
        dialog.dismiss()

    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", dismissed)
    page.on("request", lambda asked: wrong.append(asked.url) if not asked.url.startswith((site, "data:")) else None)
    yield page
    context.close()
    assert wrong == []


@pytest.fixture
def page_after(small: Small, tmp_path: Path) -> PageAfter:
    """The text of one page of the small archive after a change of a copy of it."""

    def asked(change: Callable[[Database], object], path: str) -> str:
        shutil.copy(small.db, tmp_path / "archive.db")
        db = open_existing(tmp_path / "archive.db", read_only=False)
        change(db)
        db.conn.commit()
        db.close()
        site = open_site(tmp_path / "archive.db", small.files)

        async def answer() -> str:
            await site.invoke_startup()
            return str((await site.client.get(path)).text)

        page = asyncio.run(answer())
        site.get_database("archive").close()
        site.executor.shutdown()
        return page

    return asked
