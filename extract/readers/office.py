"""Files of other office programs put into a format that is read here, by LibreOffice without a screen."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from archive.extracted import Problem
from extract.document import Source
from extract.readers.packed import AGAIN

SECONDS = 90.0

# A document may not run macros and may not make LibreOffice fetch what it links to.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def converted(data: bytes, media_type: str, target: str, package: str) -> bytes | Source:
    """The file in another format; ``target`` is LibreOffice's ending and filter (``docx:MS Word 2007 XML``).

    A Source without pages says why there is none: LibreOffice or its part ``package`` is not installed, the file
    is damaged, or the time is over.
    """
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return _uninstalled(media_type, package)
    with tempfile.TemporaryDirectory(prefix="yusuan-office-") as folder:
        result, said = _run(office, data, Path(folder), target)
    if result is not None:
        return result
    if said is None:
        message = f"LibreOffice 在 {SECONDS:g} 秒内没有转换完此文件"
        return Source([], media_type, "timeout", [Problem("conversion", message)])
    if "no export filter" in said:
        return _uninstalled(media_type, package)
    return Source([], media_type, "malformed", [Problem("conversion", f"LibreOffice 不能转换此文件；{AGAIN}")])


def _run(office: str, data: bytes, folder: Path, target: str) -> tuple[bytes | None, str | None]:
    """(the converted file, what LibreOffice said); nothing said where the time was over."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    (folder / "document").write_bytes(data)
    command = [
        office,
        f"-env:UserInstallation={profile.parent.as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        target,
        "--outdir",
        str(folder / "out"),
        str(folder / "document"),
    ]
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "LC_ALL": "C.UTF-8", "TMPDIR": str(folder)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, start_new_session=True
    ) as process:
        try:
            said, _ = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # soffice is a script: its child does the work
            return None, None
    result = folder / "out" / f"document.{target.partition(':')[0]}"
    return (result.read_bytes() if result.is_file() else None), said.decode("utf-8", "replace")


def _uninstalled(media_type: str, package: str) -> Source:
    missing = Problem("libreoffice_missing", f"读取此类文件需要 LibreOffice，请安装：apt install {package}")
    return Source([], media_type, "unsupported", [missing])
