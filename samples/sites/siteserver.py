"""The pages of a SiteServer site: columns ``/channels/<id>_<n>.html``, articles ``/contents/<channel>/<id>.html``."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from samples.sites.content import SampleSite
from samples.sites.server import Resource

_COLUMN = re.compile(r"/channels/(\d+)(?:_(\d+))?\.html")
_ARTICLE = re.compile(r"/contents/(\d+)/(\d+)\.html")


def answer(site: SampleSite, method: str, target: str, body: bytes) -> Resource | None:  # noqa: ARG001
    """A list page or an article; ``None`` for anything else."""
    path = urlsplit(target).path
    channel, size = str(site.column["id"]), int(site.column["per_page"])
    total = -(-len(site.articles) // size)
    if (found := _COLUMN.fullmatch(path)) and found[1] == channel:
        number = int(found[2] or 1)
        if number <= total:
            rows = site.articles[(number - 1) * size : number * size]
            return site.page("siteserver-list.html", rows=rows, channel=channel, number=number, total=total)
    if (found := _ARTICLE.fullmatch(path)) and (article := site.find(found[2])):
        return site.page(f"siteserver-{article.detail}.html", article=article, channel=found[1])
    return None
