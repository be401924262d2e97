"""What one extraction yields: everything a worker hands back for the parent to write."""

from __future__ import annotations

from archive.extracted import Disclosure, Extraction, Keys, Problem, Record

__all__ = ["Disclosure", "Extraction", "Keys", "Problem", "Record"]
