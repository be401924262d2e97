"""F7, articles ``<column>/content_<digits>`` without an ending: 商丘 and 漯河 with their counties.

How lists continue was never seen: the link 下一页 is followed. A first visit may be redirected to the same address to
set a session cookie.
"""

from __future__ import annotations

from crawler.shapes import ARTICLES
from crawler.spiders.base import DisclosureSpider


class FamilySpider(DisclosureSpider):
    """One site of the system."""

    article = ARTICLES["content_n"]
    titles = (".conTit", ".article-title", "h1", "h2")
    dates = (".conInfo", ".article-info", ".attribution")
    bodies = ("div.conTxt",)
