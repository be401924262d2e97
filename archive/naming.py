"""What a body is called in an id: the division it belongs to and its name."""

from __future__ import annotations

import hashlib

from forms.bodies import body_key


def department_id(division: str, name: str) -> str:
    """A stable ASCII id: the division code and a hash of the name, however it is spelled."""
    return f"{division}-{hashlib.sha256(body_key(name).encode()).hexdigest()[:10]}"
