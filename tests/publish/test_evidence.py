"""The image of a source page, with the printed row where the page has it."""

import asyncio
import io
from pathlib import Path

import pytest
from PIL import Image

from archive.files import Files
from publish.pageimages import NoImageError, PageImages
from tests.publish.asking import Get
from tests.publish.small_archive import Small


def test_the_marked_row_lies_on_the_printed_one(get: Get, small: Small) -> None:
    document = small.ids["教育局", 2023]
    page = get(f"/page/{document}/12").text
    places = page.split('id="1-r1"')[1].split('style="')[1].split('"')[0]
    place = dict(pair.split(":") for pair in places.split(";"))
    percent = {name: float(value.removesuffix("%")) / 100 for name, value in place.items()}
    answer = get(f"/page/{document}/12.png")
    assert answer.headers["content-type"] == "image/png"
    image = Image.open(io.BytesIO(answer.content)).convert("L")
    left, top = percent["left"] * image.width, percent["top"] * image.height
    right, bottom = left + percent["width"] * image.width, top + percent["height"] * image.height
    assert image.crop((round(left) + 2, round(top) + 2, round(right) - 2, round(bottom) - 2)).getextrema() == (0, 0)
    outside = image.crop((0, 0, image.width, round(top) - 2))
    assert outside.getextrema() == (255, 255)


def test_an_image_is_drawn_once_and_cached_by_browsers(get: Get, small: Small, cache: Path) -> None:
    path = f"/page/{small.ids['教育局', 2023]}/11.png"
    first = get(path)
    drawn = {file.name: file.stat().st_ino for file in cache.iterdir()}
    assert get(path).content == first.content
    assert {file.name: file.stat().st_ino for file in cache.iterdir()} == drawn
    assert "immutable" in first.headers["cache-control"]
    assert get(path, {"If-None-Match": first.headers["etag"]}).status_code == 304


def test_a_page_that_cannot_be_drawn_still_shows_what_was_read(get: Get, small: Small) -> None:
    broken = small.ids["教育局", 2022]  # no page in it at all
    page = get(f"/page/{broken}/12")
    assert page.status_code == 200
    assert "<img" not in page.text
    assert "notice" in page.text
    assert get(f"/page/{broken}/12.png").status_code == 404


def test_only_pages_that_exist(get: Get, small: Small) -> None:
    document = small.ids["教育局", 2023]
    for path in (f"/page/{document}/21", f"/page/{document}/0", f"/page/{document}/21.png", f"/page/{'0' * 64}/1"):
        assert get(path).status_code == 404, path


def test_the_cache_stays_within_its_size(small: Small, tmp_path: Path) -> None:
    sha256 = small.ids["教育局", 2023]
    original = Files(small.files).path(sha256)
    assert original

    async def look() -> list[str]:
        images = PageImages(tmp_path / "pages", kept_bytes=1)
        for number in (1, 2):
            with pytest.raises(NoImageError):  # even the one just drawn is too large to keep
                await images.image(original, sha256, number)
        roomy = PageImages(tmp_path / "pages", kept_bytes=100_000)
        await asyncio.gather(*(roomy.image(original, sha256, 12) for _ in range(5)))
        return sorted(path.name for path in (tmp_path / "pages").iterdir())

    kept = asyncio.run(look())
    assert kept == [f"{sha256}-12-v1.png", f"{sha256}-12-v1.png.json"]


def test_hostile_cells_are_text_on_the_page(get: Get, small: Small) -> None:
    page = get(f"/page/{small.ids['教育局', 2023]}/12").text
    assert "<script>alert(" not in page
    assert "&lt;script&gt;alert(" in page
