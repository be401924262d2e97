"""What a body is called in an id: the division it belongs to and its name."""

from __future__ import annotations

import hashlib

from forms.text import fold


def department_id(division: str, name: str) -> str:
    """A stable ASCII id: the division code and a hash of the name."""
    return f"{division}-{hashlib.sha256(fold(name).encode()).hexdigest()[:10]}"
