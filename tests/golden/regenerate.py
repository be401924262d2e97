"""Write the golden files anew from the working tree: python -m tests.golden.regenerate"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from samples.documents import facts

HERE = Path(__file__).parent


def main() -> int:
    """Removes the files of samples that are no more, writes those of all that are; pytest's exit status."""
    for path in HERE.glob("*.json"):
        if path.stem not in facts.slugs():
            path.unlink()
    os.environ["REGENERATE_GOLDEN"] = "1"
    return pytest.main(["-q", str(HERE)])


if __name__ == "__main__":
    sys.exit(main())
