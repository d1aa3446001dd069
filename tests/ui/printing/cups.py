"""A private CUPS print server with one queue, whose printer is a socket that keeps its jobs."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

QUEUE: Final = "Badges"
PATIENCE: Final = 30.0
CONF: Final = """\
Listen {home}/cups.sock
Browsing Off
WebInterface No
DefaultAuthType None
PreserveJobFiles No
PreserveJobHistory Yes
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""
FILES: Final = """\
ServerRoot {home}/root
RequestRoot {home}/spool
CacheDir {home}/cache
StateDir {home}/state
TempDir {home}/spool
ErrorLog {home}/error
AccessLog {home}/access
PageLog {home}/page
ServerKeychain {home}/ssl
User lp
Group lp
SystemGroup root
Sandboxing relaxed
"""
# A printer that takes PDF, on paper of any size.
PPD: Final = """\
*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "BADGES.PPD"
*Manufacturer: "Test"
*Product: "(Badges)"
*ModelName: "Badges"
*ShortNickName: "Badges"
*NickName: "Badges"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsVersion: 2.2
*cupsFilter2: "application/pdf application/vnd.cups-pdf 0 -"
*OpenUI *PageSize/Size: PickOne
*DefaultPageSize: A4
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion/Size: PickOne
*DefaultPageRegion: A4
*PageRegion A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4: "0 0 595 842"
*DefaultPaperDimension: A4
*PaperDimension A4: "595 842"
*VariablePaperSize: True
*MaxMediaWidth: "620"
*MaxMediaHeight: "900"
*HWMargins: 0 0 0 0
*NonUIOrderDependency: 100 AnySetup *CustomPageSize True
*CustomPageSize True: "pop pop pop <</PageSize[5 -2 roll]>>setpagedevice"
*ParamCustomPageSize Width: 1 points 72 620
*ParamCustomPageSize Height: 2 points 72 900
*ParamCustomPageSize WidthOffset: 3 points 0 0
*ParamCustomPageSize HeightOffset: 4 points 0 0
*ParamCustomPageSize Orientation: 5 int 0 0
"""


def why_not() -> str:
    """The reason why no print server can be started here; empty if one can."""
    if not all(shutil.which(program) for program in ("cupsd", "lpadmin", "lpstat")):
        return "CUPS is not installed"
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return "only root can start a print server of its own"
    return ""


@dataclass
class Printed:
    """The printed documents, one for each job."""

    jobs: list[bytes] = field(default_factory=list)
    came: threading.Condition = field(default_factory=threading.Condition)

    def wait_for(self, count: int) -> None:
        with self.came:
            assert self.came.wait_for(lambda: len(self.jobs) >= count, PATIENCE)


class Cups:
    """The server in a temporary folder. `environment` directs programs to it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.printed = Printed()
        home.chmod(0o755)
        for name in ("root", "spool", "cache", "state", "ssl"):
            (home / name).mkdir()
        for name, text in (("conf", CONF), ("files", FILES), ("ppd", PPD)):
            (home / name).write_text(text.format(home=home), encoding="utf-8")
        for path in (home, *home.iterdir()):
            shutil.chown(path, group="lp")
            path.chmod(0o775)
        self.environment = {**os.environ, "CUPS_SERVER": str(home / "cups.sock")}
        self._printer = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()
        command = ["cupsd", "-f", "-c", str(home / "conf"), "-s", str(home / "files")]
        self._process = subprocess.Popen(command)
        self._add_queue()

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, check=False, capture_output=True, text=True, env=self.environment
        )

    def settle(self) -> None:
        """Waits until no job is left."""
        a_moment = threading.Event()
        for _ in range(100):
            if not self.run("lpstat", "-o").stdout:
                return
            a_moment.wait(0.1)
        message = "the jobs never ended"
        raise AssertionError(message)

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE)
        self._printer.close()

    def _add_queue(self) -> None:
        port = self._printer.getsockname()[1]
        device = f"socket://127.0.0.1:{port}"
        ready = threading.Event()
        for _ in range(100):
            if "is running" in self.run("lpstat", "-r").stdout:
                break
            ready.wait(0.1)
        added = self.run("lpadmin", "-p", QUEUE, "-E", "-v", device, "-P", str(self.home / "ppd"))
        assert added.returncode == 0, added.stderr

    def _serve(self) -> None:
        while True:
            try:
                wire, _ = self._printer.accept()
            except OSError:
                return
            with wire, wire.makefile("rb") as stream:
                said = stream.read()
            with self.printed.came:
                self.printed.jobs.append(said)
                self.printed.came.notify_all()
