"""Names of the account codes that the sample facts use (facts/common/codes.yml)."""

from __future__ import annotations

from samples.documents import store


def function_name(code: str) -> str:
    """Name of a 3, 5 or 7 digit function code."""
    return str(store.common("codes")["function"][code])


def economic_name(code: str) -> str:
    """Name of a department economic code (3xxxx)."""
    return str(store.common("codes")["department_economic"][code])


def government_name(code: str) -> str:
    """Name of a government economic code (5xxxx)."""
    return str(store.common("codes")["government_economic"][code])
