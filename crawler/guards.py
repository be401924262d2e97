"""Pages that stand in front of a site (web firewalls, script challenges): recognised and told, never broken into."""

from __future__ import annotations

import re

_LONGEST = 20_000
"""A challenge is a short page; a long one that mentions a firewall is an article about firewalls."""
_SIGNS = re.compile(
    rb"security_verify_data|security_session_verify|security_session_mid_verify|yunsuo_session"
    rb"|wzws_sessionid|wzwschallenge|waf_captcha|__jsl_clearance|acw_sc__v2|\$_ts\b|_cf_chl_opt|cdn-cgi/challenge"
    + "|网站防火墙|访问被拦截|您的访问请求可能对网站造成安全威胁|请开启JavaScript|请完成安全验证".encode()
    + b"|"
    + "网站防火墙".encode("gb18030")
)

_PASSWORD = re.compile(rb"<input\b[^>]*\btype\s*=\s*[\"']?password\b", re.IGNORECASE)

_SCRIPTS = re.compile(rb"<(script|style|title)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_CONTENT = re.compile(rb"<(?!/?(?:html|head|meta|body|noscript|!)\b|!)[/a-z]", re.IGNORECASE)
_TAG = re.compile(rb"<[^>]*>|\s+")
_SAID = 120
"""A page of nothing but a script and at most so many bytes of text, which sets a cookie and loads anew, stands before
the site."""

BLOCKING_STATUSES = frozenset({401, 403, 405, 407, 412, 418, 429, 451, 521})


def is_challenge(body: bytes) -> bool:
    """Whether an answer with a good status is a firewall's page instead of the site's."""
    return len(body) <= _LONGEST and bool(_SIGNS.search(body) or _sets_and_reloads(body))


def asks_for_password(body: bytes) -> bool:
    """Whether a page has a field for a password."""
    return bool(_PASSWORD.search(body))


def _sets_and_reloads(body: bytes) -> bool:
    if b"document.cookie" not in body or b"location" not in body:
        return False
    shown = _SCRIPTS.sub(b"", body)
    return not _CONTENT.search(shown) and len(_TAG.sub(b"", shown)) <= _SAID
