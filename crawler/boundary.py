"""The fence around a crawl: the site's own hosts only, after redirects too, and no private address unless allowed."""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING, Any

from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.httpobj import urlparse_cached

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from twisted.internet.base import ReactorBase
    from twisted.internet.defer import Deferred


class OutsideError(IgnoreRequest):
    """A request that would leave the site; the message says where to."""


class BoundaryMiddleware:
    """Refuses every request that leaves the site's hosts, those that a redirect asks for included."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BoundaryMiddleware:
        """As Scrapy asks."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises ``OutsideError`` for a request that is not the site's."""
        site = self.crawler.spider.site  # type: ignore[union-attr]  # ours have one
        host = urlparse_cached(request).hostname or ""
        if not site.allows(request.url):
            raise OutsideError(f"指向本站以外的主机 {urlparse_cached(request).netloc}")
        if not site.allow_private and _is_private(host):
            raise OutsideError(f"{host} 是内部网络的地址")
        if site.allow_private:
            request.meta["proxy"] = None


class GuardedResolver(CachingThreadedResolver):
    """Name resolution that refuses a public name which points into a private network.

    A page could name a host of its own that resolves to a machine inside the network where the crawler runs. The
    hosts of sites with ``allow_private`` come in the setting ``PRIVATE_HOSTS``.
    """

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.private_hosts: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> GuardedResolver:
        """As Scrapy asks."""
        resolver = super().from_crawler(crawler, reactor)
        resolver.private_hosts = frozenset(crawler.settings.getlist("PRIVATE_HOSTS"))
        return resolver

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # noqa: N802 - Twisted's name
        """The address of a host; fails for a private one that is not allowed."""
        return super().getHostByName(name, timeout).addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if name not in self.private_hosts and _is_private(address):
            raise socket.gaierror(f"{name} resolves to the private address {address}")
        return address


def _is_private(host: str) -> bool:
    if host.lower() in ("localhost", "localhost.localdomain"):
        return True
    try:
        return not ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        return False
