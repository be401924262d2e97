"""What an answer means: good, or which kind of failure, in the words of ``fetches.outcome``."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from OpenSSL.SSL import Error as TlsError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from archive import media
from archive.fetches import BLOCKED, BROKEN, MISSING, REFUSED, TOO_BIG, Answer
from crawler.boundary import OutsideError
from crawler.guards import BLOCKING_STATUSES, asks_for_password, is_challenge
from crawler.shapes import is_home

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response
    from twisted.python.failure import Failure

TLS_FAILED = "加密连接（TLS）未能建立"
_TABLE_ROWS = 4
_TOO_BIG = TOO_BIG, "超过单个文件的大小上限"
_UNANSWERED: dict[type, tuple[str, str]] = {
    DownloadCancelledError: _TOO_BIG,
    ResponseDataLossError: (BROKEN, "应答不完整"),
    DownloadTimeoutError: (BROKEN, "超时无应答"),
    CannotResolveHostError: (BROKEN, "找不到这台主机：域名没有地址"),
    DownloadConnectionRefusedError: (BROKEN, "主机拒绝连接"),
}


def answer_of(response: Response, asked: Request | None = None) -> Answer:
    """The answer for the log of requests; ``asked`` where the response does not know its request yet."""
    return Answer(
        response.url,
        response.status,
        _header(response, "ETag"),
        _header(response, "Last-Modified"),
        (asked or response).meta.get("download_latency"),
    )


def failure_of(response: Response, asked: str) -> tuple[str, str] | None:
    """(outcome, message) of an answer that is not what was asked for; ``None`` for a good one."""
    status = response.status
    if status in (404, 410):
        return MISSING, f"HTTP {status}"
    if status in BLOCKING_STATUSES:
        return BLOCKED, f"HTTP {status}"
    if not 200 <= status < 300:
        return BROKEN, f"HTTP {status}"
    if is_challenge(response.body):
        return BLOCKED, "应答的是网站防火墙页面"
    if not response.body:
        return BROKEN, "应答为空"
    if is_home(response.url) and not is_home(asked):
        return MISSING, "被转到首页"
    if urlsplit(response.url).path != urlsplit(asked).path and asks_for_password(response.body):
        return BLOCKED, "被转到登录页面"
    return None


class RulesUnreadError(IgnoreRequest):
    """A request that was not made, to a host whose robots.txt could not be read; the message says why it could not."""


def failure_from(failure: Failure) -> tuple[str, str]:
    """(outcome, message) of a request that got no answer."""
    return failure_by(failure.value)


def failure_by(error: BaseException | None) -> tuple[str, str]:
    """(outcome, message) of the exception that stands for an answer."""
    if isinstance(error, OutsideError):
        return REFUSED, f"未取：{error}"
    if isinstance(error, RulesUnreadError):
        return BROKEN, str(error)
    if isinstance(error, IgnoreRequest):
        return _ignored(str(error))
    if isinstance(error, DownloadFailedError):
        return BROKEN, _broken_off(error)
    return _UNANSWERED.get(type(error), (BROKEN, f"{type(error).__name__}: {error}".strip(": ")))


def _ignored(why: str) -> tuple[str, str]:
    """What Scrapy itself gave up; it says why in words alone."""
    if "robots" in why:
        return REFUSED, "未取：网站的 robots.txt 不允许"
    if "DOWNLOAD_MAXSIZE" in why:  # only once it was unpacked
        return _TOO_BIG
    return BROKEN, "重定向次数过多" if "redirections" in why else why


def _broken_off(error: DownloadFailedError) -> str:
    """A connection that brought no whole answer; where its encryption failed, why: the keeper of a site file may help
    with ``legacy_tls``."""
    reasons = [failure.value for failure in getattr(error.__cause__, "reasons", ())]
    refused = [part for reason in reasons if isinstance(reason, TlsError) for part in reason.args[0]]
    if refused:
        return f"{TLS_FAILED}：{'；'.join(dict.fromkeys(part[-1] for part in refused))}"
    return "连接中断，没有得到应答"


def not_a_file(data: bytes, name: str) -> str | None:
    """Why the bytes of a good answer are not the file that was linked; ``None`` when they may be.

    Word and Excel files are at times HTML inside, but with a table; an error page has none.
    """
    kind = media.media_type(data)
    if kind == media.HTML:
        page = "链接的是文件，得到的是网页"
        if name.lower().endswith((".pdf", ".zip", ".rar", ".docx", ".xlsx", ".ofd")):
            return page
        return page if data.lower().count(b"<tr") < _TABLE_ROWS else None
    if kind in (media.TEXT, media.XML):
        return "链接的是文件，得到的是文字"
    return None


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1").strip() or None if value else None
