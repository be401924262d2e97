"""Every link that a page of ours or of Datasette offers leads somewhere, followed from the home page on."""

import re
from collections import Counter
from html import unescape
from urllib.parse import urljoin, urlsplit

from tests.publish.asking import Get
from tests.publish.small_archive import HOSTILE, Small

# the small archive's rows name source tables that it does not hold
SKIPPED = re.compile(r"^/-/|^/archive\.db$|^/archive/source_tables/[0-9a-f]{64}-\d+$|^/archive/\w+_fts")
ENDLESS = ("_facet", "_sort", "_next", "_where", "__", "_nl=", "_shape=", "_search=")
OF_A_KIND = 2


def internal(page: str, at: str) -> set[str]:
    """The addresses on this site that a page links to, without fragments."""
    found = set()
    for link in re.findall(r'<(?:a|link|img|script)\b[^>]*?\b(?:href|src)="([^"]+)"', page):
        url = urlsplit(urljoin(f"http://site{at}", unescape(link)))
        if url.netloc == "site" and url.scheme == "http":
            found.add(url.path + (f"?{url.query}" if url.query else ""))
    return found


def kind(address: str) -> str:
    """What addresses of the same page for other rows have in common."""
    path, _, query = address.partition("?")
    if path.startswith("/archive/"):
        query = ""
    path = re.sub(r"^/archive/.*\.(xlsx|parquet)$", r"/archive/*.\1", path)  # each is made by a process of its own
    path = re.sub(r"^(/archive/[^/]+/).*", r"\1*", path)
    path = re.sub(r"[0-9a-f]{64}(-\d+)?|410400-[^/]+|(?<=/)\d+", "*", path)
    return f"{path}?{'&'.join(sorted(pair.split('=')[0] for pair in query.split('&')))}"


def test_every_link_leads_somewhere(get: Get) -> None:
    waiting, seen, broken, kinds = ["/"], {"/"}, [], Counter[str]()
    while waiting:
        address = waiting.pop(0)
        answer = get(address)
        if answer.status_code in (301, 302):
            answer = get(answer.headers["location"])
        broken += [(address, answer.status_code)] if answer.status_code != 200 else []
        if "html" not in answer.headers["content-type"] or address.startswith("/files/"):
            continue
        assert HOSTILE not in answer.text, address
        for link in sorted(internal(answer.text, address) - seen):
            seen.add(link)
            kinds[kind(link)] += 1
            if kinds[kind(link)] <= OF_A_KIND and not SKIPPED.match(link) and not any(p in link for p in ENDLESS):
                waiting.append(link)
    assert broken == []
    reached = {name.split("?")[0] for name in kinds}
    assert {"/findings", "/guide", "/compare", "/archive/totals", "/feed/documents.atom", "/page/*/*.png"} <= reached


def test_every_fragment_of_a_page_link_is_there(get: Get, small: Small) -> None:
    page = get("/archive/projects").text
    links = set(re.findall(r'href="(/page/[^"#]+)#([^"]+)"', page))
    assert links
    document = small.ids["教育局", 2023]
    marks = {mark for path, mark in links if path == f"/page/{document}/12"}
    assert marks
    shown = get(f"/page/{document}/12").text
    assert all(f'id="{mark}"' in shown for mark in marks)
