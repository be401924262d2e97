"""Points in time as the archive writes them: UTC, ISO 8601, whole seconds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def now() -> str:
    """The present moment, e.g. ``2026-11-22T01:02:03Z``."""
    return after(timedelta())


def after(age: timedelta) -> str:
    """The moment ``age`` from now; a negative age lies in the past."""
    return (datetime.now(UTC) + age).strftime("%Y-%m-%dT%H:%M:%SZ")


def today() -> str:
    """The present day (UTC), e.g. ``2026-11-22``."""
    return now()[:10]
