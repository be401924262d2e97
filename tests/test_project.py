"""The project's own promises: what is packaged, what the locks hold, which licences the product stands on."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
PACKAGES: list[str] = PYPROJECT["tool"]["setuptools"]["packages"]
FLOORS = sorted(name for name in PACKAGES if "." not in name)

GPL = re.compile(r"\bA?GPL|Affero|\bGeneral Public Licen[cs]e")
LESSER = re.compile(r"(?:Lesser|Library)( or Lesser)? General Public Licen[cs]e")


def product_files() -> list[str]:
    """The files under the product's folders, as paths from the root."""
    return [
        path.relative_to(ROOT).as_posix()
        for floor in FLOORS
        for path in sorted((ROOT / floor).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]


def direct() -> list[Requirement]:
    """The product's direct dependencies, the optional ones among them, as far as they apply to this machine."""
    lines = [*PROJECT["dependencies"], *(line for extra in PROJECT["optional-dependencies"].values() for line in extra)]
    asked = [Requirement(line) for line in lines]
    return [requirement for requirement in asked if requirement.marker is None or requirement.marker.evaluate()]


def closure() -> dict[str, Distribution]:
    """The installed distributions that the product brings along, by name."""
    found: dict[str, Distribution] = {}
    waiting = [(requirement.name, requirement.extras) for requirement in direct()]
    seen: set[tuple[str, str]] = set()
    while waiting:
        name, extras = waiting.pop()
        dist = found.setdefault(canonicalize_name(name), distribution(name))
        for extra in {"", *extras}:
            if (dist.name, extra) in seen:
                continue
            seen.add((dist.name, extra))
            for inner in map(Requirement, dist.requires or []):
                if inner.marker is None or inner.marker.evaluate({"extra": extra}):
                    waiting.append((inner.name, inner.extras))  # noqa: PERF401 - a comprehension hides the walk
    return found


def licence(dist: Distribution) -> str:
    """The licence as the metadata name it; of a whole licence text only its first line."""
    fields = dist.metadata.json
    stated = str(fields.get("license_expression") or fields.get("license") or "").strip().split("\n")[0]
    classifiers = [line for line in fields.get("classifier", []) if line.startswith("License ::")]
    return " | ".join(filter(None, [stated, *classifiers]))


def pinned(lock: str) -> dict[str, list[Version]]:
    found: dict[str, list[Version]] = {}
    for name, version in re.findall(
        r"^([a-z0-9-]+)==([^ ;\\]+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE
    ):
        found.setdefault(name, []).append(Version(version))
    return found


def test_every_folder_is_packaged() -> None:
    folders = {str(Path(name).parent).replace("/", ".") for name in product_files()}

    assert sorted(folders) == PACKAGES


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_names_all_its_modules(package: str) -> None:
    folder = ROOT / package.replace(".", "/")
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__", "__main__"}
    if modules:
        summary = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
        assert modules - set(re.findall(r"``(\w+)``", summary)) == set()


def test_a_wheel_holds_every_file_of_the_product(tmp_path: Path) -> None:
    for name in ["pyproject.toml", "README.md", "LICENSE", "NOTICE", *product_files()]:
        (tmp_path / "tree" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / "tree" / name)

    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*build, "--wheel-dir", str(tmp_path), str(tmp_path / "tree")], check=True)

    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        held = set(wheel.namelist())
    assert [name for name in product_files() if name not in held] == []


def test_what_is_installed_agrees_with_itself() -> None:
    check = subprocess.run([sys.executable, "-m", "pip", "check"], check=False, capture_output=True, text=True)

    assert check.returncode == 0, check.stdout


def test_every_library_that_is_imported_is_declared() -> None:
    """One that only comes along with another goes when that one lets go of it. Samples are made with the tools."""
    tools = {canonicalize_name(Requirement(line).name) for line in PYPROJECT["dependency-groups"]["dev"]}
    declared = {canonicalize_name(requirement.name) for requirement in direct()}
    recognition = {canonicalize_name(Requirement(line).name) for line in distribution("rapidocr").requires or []}
    brought = packages_distributions()

    undeclared = set()
    for name in (name for name in product_files() if name.endswith(".py")):
        allowed = declared | (tools if name.startswith("samples/") else set())
        allowed |= recognition if name.startswith("extract/readers/ocr/") else set()
        for imported in imports(ROOT / name) - sys.stdlib_module_names - set(FLOORS):
            makers = {canonicalize_name(maker) for maker in brought[imported]}
            if not makers & allowed:
                undeclared.add((name, imported))
    assert sorted(undeclared) == []


def imports(path: Path) -> set[str]:
    """The top-level names that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("lock", ["requirements-build.lock", "requirements.lock", "requirements-dev.lock"])
def test_locks_hold_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert re.findall(r"[a-z+]+:/\S*|^-\S.*|\s@\s.*", text, re.MULTILINE) == []
    unhashed = [
        entry.split()[0]
        for entry in re.split(r"\n(?=\S)", text)
        if not entry.startswith("#") and "--hash=sha256:" not in entry
    ]
    assert unhashed == []


def test_the_lock_pins_every_dependency_within_its_bounds() -> None:
    locked = pinned("requirements.lock")

    outside = [
        str(asked)
        for asked in direct()
        if not (versions := locked.get(canonicalize_name(asked.name)))
        or not all(asked.specifier.contains(version) for version in versions)
    ]
    assert outside == []


def test_the_tools_agree_with_the_product_on_every_version() -> None:
    locked, tools = pinned("requirements.lock"), pinned("requirements-dev.lock")

    assert {name: tools[name] for name in tools.keys() & locked} == {
        name: locked[name] for name in tools.keys() & locked
    }


def test_the_product_stands_on_no_gpl() -> None:
    stated = {name: licence(dist) for name, dist in closure().items()}

    assert [name for name, text in stated.items() if not text] == []
    assert {name: text for name, text in stated.items() if GPL.search(LESSER.sub("LGPL", text))} == {}


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("AGPL-3.0-or-later", True),
        ("GPLv2", True),
        ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", True),
        ("GNU Affero General Public License", True),
        ("LGPL-2.1-only", False),
        ("License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)", False),
        ("License :: OSI Approved :: GNU Library or Lesser General Public License (LGPL)", False),
        ("MPL-2.0", False),
    ],
)
def test_gpl_is_told_from_lgpl(text: str, refused: bool) -> None:
    assert bool(GPL.search(LESSER.sub("LGPL", text))) is refused


@pytest.mark.parametrize(("ci", "failed"), [("true", True), ("", False)])
@pytest.mark.parametrize(
    "source",
    [
        "import pytest\ndef test_it(): pytest.skip('no soffice')\n",
        "import pytest\n@pytest.mark.skipif(True, reason='no soffice')\ndef test_it(): pass\n",
        "import pytest\npytest.skip('no soffice', allow_module_level=True)\n",
    ],
)
def test_a_skip_fails_in_ci(tmp_path: Path, source: str, ci: str, failed: bool) -> None:
    tests = tmp_path / "tests"
    tests.mkdir()
    for name in ("conftest.py", "command_line.py", "converted.py"):
        shutil.copy(ROOT / "tests" / name, tests)
    (tests / "test_it.py").write_text(source, encoding="utf-8")

    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-ra", "-p", "no:cacheprovider", str(tests)],
        check=False,
        cwd=tmp_path,
        env={**os.environ, "CI": ci},
        capture_output=True,
        text=True,
    )

    assert "no soffice" in run.stdout
    assert ("skipped in CI" in run.stdout) is failed
    assert (run.returncode in (1, 2)) is failed
