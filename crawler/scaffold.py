"""The beginnings of a new site: its file, pages to serve on loopback, and a test that fails until it is filled in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

import yaml

from crawler.shapes import target
from crawler.sitefields import SiteFileError
from crawler.sitefile import load_site

EXAMPLES = {
    "dated_path": "/2024/02-18/123456.html",
    "trs": "/202402/t20240218_123456.html",
    "siteserver": "/contents/1001/123456.html",
    "page_pc": "/article0123456789ABCDEF0123456789ABCDEF.html",
    "pc_list": "/site/column/pc/content/content_1737386489263988736.html",
    "epoint": "/column/001002/20240218/7129ddbc-01f7-4f05-bd11-ebcae800f449.html",
    "content_n": "/zwgk/content_123456",
    "smx": "/10486/2024/2/123456.html",
    "zhengzhou": "/D1901X/123456.jhtml",
    "puyang": "/content/2024/123456.html",
    "jpaas": "/art/2024/2/18/art_1001_123456.html",
    "generic": "/news/123456.html",
}
"""An article's address in each family: where the scaffold's own article stands until real pages replace it."""

_SITE = Template("""\
id: $id
city: $city
county: $county
division_code: "$code"
family: $family
hosts: [$hosts]   # every host that files lie on; requests and redirects go nowhere else
start:
$starts
evidence:
  start: {sure: B, source: "say where the address was seen, and when"}
  family: {sure: C, source: "say what shows it"}
""")
_LIST = Template("""\
<!DOCTYPE html><html><head><meta charset="utf-8"><title>部门预决算</title></head><body><ul>
<li><a href="$article">$title</a><span>2024-02-18</span></li>
<li><a href="$other">关于编制2025年部门预算的通知</a><span>2024-08-01</span></li>
</ul></body></html>
""")
_ARTICLE = Template("""\
<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>
<h1>$title</h1><p>发布日期：2024-02-18</p>
<div id="zoom"><a href="/upload/files/2024/2/1.pdf">$title.pdf</a></div>
</body></html>
""")
_PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
_TEST = Template('''\
"""$id: what a crawl takes from pages saved from the site."""

from __future__ import annotations

from pathlib import Path

from samples.sites.server import Server
from tests.crawler.loopback import Archive, saved_pages, saved_site

HERE = Path(__file__).parent
EXPECTED: list[tuple[str, str, str]] = []
"""(title, date, file name) of every document that the saved pages offer: fill it in by reading them."""


def test_every_document_of_the_saved_pages_is_taken(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with Server(saved_pages(HERE / "sites" / "$id")) as server:
        sites = saved_site(HERE.parents[1] / "crawler" / "sites" / "$id.yml", tmp_path / "sites", server.netloc)
        archive.run("crawl", "--sites", str(sites))
    found = archive.rows("select title, published_on, file_name from sightings order by published_on, file_name")
    assert EXPECTED, f"say in EXPECTED what the saved pages offer; the crawl took {found}"
    assert found == EXPECTED
''')


class ScaffoldError(ValueError):
    """What was asked cannot be written; the message is for the user."""


@dataclass(frozen=True, slots=True)
class NewSite:
    """What is known of a site that has no file yet."""

    id: str
    city: str
    county: str | None
    division_code: str
    family: str
    start: Sequence[str]


def scaffold(site: NewSite, folder: Path) -> list[Path]:
    """Writes site file, saved pages and test below ``folder``; the site file first, the test last.

    ``ScaffoldError`` when the id or an address is malformed, or when a file of that name exists: nothing is written.
    """
    hosts = list(dict.fromkeys(urlsplit(url).netloc.lower() for url in site.start))
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", site.id):
        raise ScaffoldError(f"{site.id!r}: an id is lower-case letters, digits and hyphens")
    if not all(hosts) or not all(url.startswith(("http://", "https://")) for url in site.start):
        raise ScaffoldError(f"a start is a whole address with http or https, not {', '.join(site.start)}")
    pages = folder / "tests" / "crawler" / "sites" / site.id
    site_file = folder / "crawler" / "sites" / f"{site.id}.yml"
    test = folder / "tests" / "crawler" / f"test_site_{site.id.replace('-', '_')}.py"
    title = f"2024年{site.county or site.city}水利局部门预算公开"
    listed, example = [target(url) or "/" for url in site.start], EXAMPLES[site.family]
    addresses = {
        **dict.fromkeys(listed, "list.html"),
        example: "article.html",
        "/upload/files/2024/2/1.pdf": "budget.pdf",
    }
    texts = {
        site_file: _SITE.substitute(
            id=site.id,
            city=site.city,
            county=site.county or "",
            code=site.division_code,
            family=site.family,
            hosts=", ".join(hosts),
            starts="\n".join(f'  - "{url}"' for url in site.start),
        ).replace(": \n", ":\n"),
        pages / "list.html": _LIST.substitute(article=example, other=_neighbour(example), title=title),
        pages / "article.html": _ARTICLE.substitute(title=title),
        pages / "addresses.yml": "# Which saved file stands at which address of the site.\n"
        + yaml.safe_dump(addresses, allow_unicode=True, sort_keys=False),
        test: _TEST.substitute(id=site.id),
    }
    if taken := [str(path) for path in texts if path.exists()]:
        raise ScaffoldError(f"there already: {', '.join(taken)}")
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (pages / "budget.pdf").write_bytes(_PDF)
    try:
        load_site(site_file)
    except SiteFileError as error:
        raise ScaffoldError(str(error)) from error
    *before, last = texts
    return [*before, pages / "budget.pdf", last]


def _neighbour(address: str) -> str:
    """The address of another article: the last digit is the next one."""
    return re.sub(r"\d(?=\D*$)", lambda digit: str((int(digit[0]) + 1) % 10), address)
