"""The pages of an Epoint WebBuilder site: a shell that frames ``govlist.html``, a search endpoint, articles by UUID.

``govlist.html`` shows only the newest entries; its script asks the search endpoint for the others by row offset.
"""

from __future__ import annotations

import json
import re
from urllib.parse import unquote, urlsplit

from samples.sites.content import SampleSite
from samples.sites.server import Resource

_ARTICLE = re.compile(r"/[\w/]+/(\d{8})/([0-9a-f-]{36})\.html")
_SEARCH = "/inteligentsearch/rest/esinteligentsearch/getFullTextDataNew"


def answer(site: SampleSite, method: str, target: str, body: bytes) -> Resource | None:
    """The shell, the list, the search or an article; ``None`` for anything else."""
    path = urlsplit(target).path
    unit, folder = site.column["unit"], site.column["folder"]
    if path == f"/govxxgk/{unit}/openSubPage.html":
        return site.page("epoint-shell.html", target=target)
    if path == f"{folder}/govlist.html":
        return site.page("epoint-list.html", rows=site.articles[: int(site.column["per_page"])])
    if path == _SEARCH and method == "POST":
        return _search(site, body)
    if (found := _ARTICLE.fullmatch(path)) and (article := site.find(found[2])):
        return site.page("epoint-detail.html", article=article)
    return None


def address(site: SampleSite, article_id: str) -> str:
    """The root-relative address of an article."""
    article = site.find(article_id)
    if article is None:
        raise LookupError(f"{article_id}: no such article")
    return f"{site.column['folder']}/{article.published_on:%Y%m%d}/{article.id}.html"


def _search(site: SampleSite, body: bytes) -> Resource:
    try:
        asked = json.loads(body)
        offset, count, word = int(asked["pn"]), int(asked["rn"]), unquote(asked["wd"])
    except (ValueError, KeyError, TypeError):
        return Resource(b'{"error": "bad request"}', "application/json", status=400)
    hits = [article for article in site.articles if not article.link and word in article.title]
    records = [
        {
            "title": hit.title,
            "linkurl": address(site, hit.id),
            "showdate": f"{hit.published_on} 09:00:00",
            "infoid": hit.id,
            "syscategory": "032002004",
        }
        for hit in hits[offset : offset + count]
    ]
    told = {"result": {"totalcount": len(hits), "records": records}}
    return Resource(json.dumps(told, ensure_ascii=False).encode(), "application/json;charset=UTF-8")
