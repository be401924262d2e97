"""Images of pages of originals: drawn once by a limited child process, kept on disk in a bounded cache.

A page is named by the bytes it came from, so an image never goes stale and any archive may use the same cache.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import tempfile
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from publish import child
from publish.rendering import NO_SUCH_PAGE, SECONDS

KEPT_BYTES = 512 * 1024 * 1024
AT_ONCE, WAITING = 2, 20
REMEMBERED = 1000
"""Pages known to have no image, until the server starts anew."""
VERSION = "1"
"""Changes when the same page would be drawn differently."""


class NoImageError(Exception):
    """There is no image of this page; the message says why, for the reader."""


class BusyError(Exception):
    """Too many pages are waiting to be drawn."""


@dataclass(frozen=True)
class PageImage:
    """An image file, and the page's box in points: where its left edge is, how wide and high it is."""

    path: Path
    left: float
    width: float
    height: float

    def percent(self, box: list[float]) -> dict[str, float]:
        """A box [x0, top, x1, bottom] in points as left, top, width and height in per cent of the image."""
        x0, top, x1, bottom = box
        return {
            "left": round(100 * (x0 - self.left) / self.width, 3),
            "top": round(100 * top / self.height, 3),
            "width": round(100 * (x1 - x0) / self.width, 3),
            "height": round(100 * (bottom - top) / self.height, 3),
        }


def default_folder() -> Path:
    """Where images are kept unless ``YUSUAN_CACHE`` says otherwise: the user's cache folder."""
    if named := os.environ.get("YUSUAN_CACHE"):
        return Path(named)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "yusuan" / "pages"


class PageImages:
    """The cache in ``folder``, made when first needed; where it cannot be made, a temporary one for this process."""

    def __init__(self, folder: Path, kept_bytes: int = KEPT_BYTES) -> None:
        self._folder = folder
        self._kept_bytes = kept_bytes
        self._drawing: dict[str, asyncio.Task[PageImage]] = {}
        self._turns: asyncio.Semaphore | None = None
        self._failed: OrderedDict[str, str] = OrderedDict()

    async def image(self, original: Path, sha256: str, number: int) -> PageImage:
        """The image of page ``number`` (from 1). ``NoImageError`` where there is none, ``BusyError`` under load."""
        name = f"{sha256}-{number}-v{VERSION}.png"
        if kept := self._kept(name):
            return kept
        if name in self._failed:
            raise NoImageError(self._failed[name])
        if name not in self._drawing:
            if len(self._drawing) >= WAITING:
                raise BusyError
            task = asyncio.get_running_loop().create_task(self._draw(original, number, name))
            self._drawing[name] = task
            task.add_done_callback(lambda _: self._drawing.pop(name, None))
        # a reader who leaves does not take the image from the others who wait for it
        return await asyncio.shield(self._drawing[name])

    def _kept(self, name: str) -> PageImage | None:
        path = self._folder / name
        try:
            box = json.loads(path.with_name(name + ".json").read_text(encoding="utf-8"))
            os.utime(path)
        except (OSError, ValueError):
            return None
        return PageImage(path, box["left"], box["width"], box["height"])

    async def _draw(self, original: Path, number: int, name: str) -> PageImage:
        self._turns = self._turns or asyncio.Semaphore(AT_ONCE)
        async with self._turns:
            self._prepare()
            with tempfile.TemporaryDirectory(prefix=".drawing-", dir=self._folder) as made:
                image = Path(made) / name
                try:
                    await self._run(original, number, image)
                except NoImageError as error:  # the same bytes fail again
                    self._failed[name] = str(error)
                    while len(self._failed) > REMEMBERED:
                        self._failed.popitem(last=False)
                    raise
                image.with_name(name + ".json").replace(self._folder / (name + ".json"))
                image.replace(self._folder / name)
            self._trim()
        kept = self._kept(name)
        if kept is None:
            raise NoImageError("页面图像没有存下来，请再试一次。")
        return kept

    async def _run(self, original: Path, number: int, image: Path) -> None:
        try:
            status = await child.run("publish.rendering", str(original), str(number), str(image), seconds=SECONDS)
        except TimeoutError as error:
            raise NoImageError("绘制这一页用时过长，已停止。请打开原件查看。") from error
        if status == NO_SUCH_PAGE:
            raise NoImageError("原件没有这一页。")
        if status != 0:
            raise NoImageError("这一页画不出来：原件可能已损坏或加密。请打开原件查看。")

    def _prepare(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.TemporaryFile(dir=self._folder):
                pass
        except OSError:
            self._folder = Path(tempfile.mkdtemp(prefix="yusuan-pages-"))

    def _trim(self) -> None:
        """Drops the images that were not looked at for longest, down to the allowed size."""
        images = []
        for path in self._folder.glob("*.png"):
            with contextlib.suppress(FileNotFoundError):
                status = path.stat()
                images.append((status.st_mtime_ns, status.st_size, path))
        size = sum(bytes_ for _, bytes_, _ in images)
        for _, bytes_, path in sorted(images):
            if size <= self._kept_bytes:
                break
            path.unlink(missing_ok=True)
            path.with_name(path.name + ".json").unlink(missing_ok=True)
            size -= bytes_
