"""Word files of the old format (.doc, .wps, .rtf, .odt), converted to .docx by LibreOffice without a screen."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from archive.media import DOC, ODT, RTF
from archive.media import media_type as media_type_of
from extract.document import Source
from extract.readers import docx
from extract.readers.packed import OLE, encrypted, malformed

MEDIA_TYPES = (DOC, RTF, ODT)

SECONDS = 90.0
PACKAGE = "libreoffice-writer-nogui"

# A document may not run macros and may not make LibreOffice fetch what it links to.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def read(data: bytes) -> Source:
    """As ``docx.read`` of the converted file; unsupported where LibreOffice is not installed."""
    media_type = media_type_of(data)
    stopped = encrypted(data, media_type, "Word") or _password(data, media_type)
    if stopped:
        return stopped
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return _uninstalled(media_type)
    with tempfile.TemporaryDirectory(prefix="yusuan-doc-") as folder:
        converted, message = _converted(office, data, Path(folder))
        if converted is None and "no export filter" in message:
            return _uninstalled(media_type)
        if converted is None:
            return Source(
                [],
                media_type,
                "timeout" if "timeout" in message else "malformed",
                [("conversion", None, f"LibreOffice 不能转换此文件：{message or '没有输出'}")],
            )
        source = docx.read(converted)
    source.media_type = media_type
    return source


def _converted(office: str, data: bytes, folder: Path) -> tuple[bytes | None, str]:
    """(the file as .docx, what LibreOffice said)."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    (folder / "document.doc").write_bytes(data)
    command = [
        office,
        f"-env:UserInstallation={profile.parent.as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder / "out"),
        str(folder / "document.doc"),
    ]
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "LC_ALL": "C.UTF-8", "TMPDIR": str(folder)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, start_new_session=True
    ) as process:
        try:
            said, _ = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # soffice is a script: its child does the work
            return None, f"timeout: 超过 {SECONDS:g} 秒"
    result = folder / "out" / "document.docx"
    return (result.read_bytes() if result.is_file() else None), said.decode("utf-8", "replace").strip()[-300:]


def _password(data: bytes, media_type: str) -> Source | None:
    """Encrypted when the file information block, where the text's stream begins, says so."""
    for start in range(512, len(data) - 12, 512) if data.startswith(OLE) else ():
        if data[start : start + 2] == b"\xec\xa5":
            if data[start + 11] & 1:
                return Source([], media_type, "encrypted", [("encrypted", None, "Word 文件有密码，不能读取")])
            return None
    return malformed(media_type, "Word 文件没有正文") if data.startswith(OLE) or not data else None


def _uninstalled(media_type: str) -> Source:
    return Source(
        [],
        media_type,
        "unsupported",
        [("libreoffice_missing", None, f"读取 .doc 需要 LibreOffice，请安装：apt install {PACKAGE}")],
    )
