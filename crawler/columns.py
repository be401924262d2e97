"""Columns: the lists that a page without disclosures of its own leads to."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from crawler.attachments import ENDING
from crawler.lists import ListPage
from crawler.page import Page
from forms.bodies import endings

_COLUMN = re.compile(
    r"^(20\d\d年?(度)?)?(市直|市级|本级|各)?(部门|单位)?(及单位|单位)?(财政)?(信息)?(预决算|预算决算|预算|决算)"
    r"(及.{0,8})?(信息)?(公开|公示)?(信息)?(平台|专栏|专题|目录|统一平台)?$"
)
_PLATFORM = re.compile(r"czyjs|yjsgk|yujuesuan|lm-16|czzj|财政预决算|[预决]算公开|部门预算", re.IGNORECASE)
_BODY = re.compile(rf"(?:{endings()}|办|园|公司)([（(].{{1,12}}[)）])?$")
"""A kindergarten (幼儿园) and a company are bodies among links; in running text their last words are too common."""
_NO_BODY = re.compile(r"^(新闻|资讯|下载|帮助|用户|个人|会员|媒体|视频|图片|资料|互动|专题|办事|发布)(中心|部)$")
"""Parts of a portal that are named like a body."""
_REFRESH = re.compile(r"url\s*=\s*[\"']?([^\"'>\s]+)", re.IGNORECASE)
MAX_COLUMNS = 300


def is_column(name: str) -> bool:
    """Whether a link is named like a column (部门预算公开, 2024年预决算公开), not like one body's disclosure."""
    return bool(_COLUMN.match("".join(name.split())))


def is_platform(page: Page) -> bool:
    """Whether a page calls itself the place of budgets, by its address or its title: what it names are their bodies."""
    return bool(_PLATFORM.search(f"{page.url} {page.first('title') or ''}"))


def _shown_instead(page: Page) -> list[str]:
    """What a page without a list of its own frames, or refreshes itself to."""
    frames = [page.absolute(source) for source in page.tree.css("iframe::attr(src), frame::attr(src)").getall()]
    stated = page.tree.css("meta[http-equiv][content]")
    refreshed = [
        page.absolute(found[1])
        for tag in stated
        if tag.attrib["http-equiv"].lower() == "refresh" and (found := _REFRESH.search(tag.attrib["content"]))
    ]
    return [*refreshed, *frames]


def columns_of(page: Page, depth: int, allows: Callable[[str], bool]) -> list[ListPage]:
    """The lists that a page without disclosures leads to: columns named 部门预算, 预决算公开, 2024年 … and, on a
    disclosure platform, the departments that it names."""
    platform = is_platform(page)
    found: dict[str, ListPage] = {}
    for link in page.links():
        name = "".join(link.title.split())
        body = platform and 3 <= len(name) <= 30 and _BODY.search(name) and not _NO_BODY.match(name)
        named = is_column(name) or body
        url = link.url.partition("#")[0]
        if named and allows(url) and url != page.url:
            found.setdefault(url, ListPage(url, depth=depth + 1))
    for url in _shown_instead(page):
        if allows(url) and url != page.url and not ENDING.search(urlsplit(url).path):
            found.setdefault(url, ListPage(url, depth=depth + 1))
    return list(found.values())[:MAX_COLUMNS]
