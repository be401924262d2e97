"""One small spider per content management system, over the ``base`` they share; ``spider_of`` finds it by family name:
``dated_path``, ``trs``, ``siteserver``, ``page_pc``, ``pc_list``, ``epoint``, ``content_n``, ``smx``, ``zhengzhou``,
``puyang``, ``jpaas`` and, for whatever else a site runs, ``generic``.
"""

from __future__ import annotations

import importlib
import importlib.util
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.spiders.base import DisclosureSpider


def spider_of(family: str) -> type[DisclosureSpider] | None:
    """The spider class of a family; ``None`` while there is none."""
    if importlib.util.find_spec(f"crawler.spiders.{family}") is None:
        return None
    spider: type[DisclosureSpider] = importlib.import_module(f"crawler.spiders.{family}").FamilySpider
    return spider
