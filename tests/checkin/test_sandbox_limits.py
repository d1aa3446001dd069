"""What a process that reads what is not trusted can do: compute, and answer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from checkin import child_environment, sandbox_limits
from checkin.paper import picture_reader
from checkin.photos import shrinking
from checkin.roster import reading
from checkin.sandbox_limits import Confinement
from tests.paths import ROOT

TRIES = """
import ctypes, json, os, signal, socket, sys
sys.path.insert(0, ROOT)
from checkin import sandbox_limits
taken = sandbox_limits.confine(512 * 2**20, 30)
found = {"taken": sorted(taken)}
def outcome(name, act):
    try:
        act()
        found[name] = "done"
    except BaseException as error:
        found[name] = type(error).__name__
outcome("connect", lambda: socket.create_connection(("127.0.0.1", PORT), 1))
outcome("socket", lambda: socket.socket())
outcome("unix socket", lambda: socket.socket(socket.AF_UNIX))
outcome("read", lambda: open(SECRET).read())
outcome("list", lambda: os.listdir(os.path.dirname(SECRET)))
outcome("environment of the parent", lambda: open(f"/proc/{os.getppid()}/environ", "rb").read())
outcome("write", lambda: open(SECRET + ".new", "w"))
outcome("remove", lambda: os.remove(SECRET))
outcome("start", lambda: os.execv("/bin/true", ["true"]))
outcome("kill", lambda: os.kill(os.getppid(), 0))
outcome("memory", lambda: bytearray(2**30))
outcome("import", lambda: __import__("wave"))
found["privileges"] = ctypes.CDLL(None).prctl(39, 0, 0, 0, 0)
print(json.dumps(found))
"""


@pytest.fixture
def found(tmp_path: Path) -> dict[str, Any]:
    """What such a process could do here."""
    secret = tmp_path / "secret"
    secret.write_text("keys")
    code = TRIES.replace("ROOT", repr(str(ROOT))).replace("SECRET", repr(str(secret)))
    ran = subprocess.run(
        [sys.executable, "-I", "-c", code.replace("PORT", "9")],
        env=child_environment.bare(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert secret.read_text() == "keys"
    assert not (tmp_path / "secret.new").exists()
    answer: dict[str, Any] = json.loads(ran.stdout)
    return answer


@pytest.mark.skipif(sys.platform != "linux", reason="the other systems have limits alone")
def test_it_reaches_no_network_no_file_and_no_process(found: dict[str, Any]) -> None:
    taken = set(found.pop("taken"))
    assert Confinement.LIMITS in taken
    assert found["memory"] == "MemoryError"
    assert found["import"] == "done"
    assert found["privileges"] == 1
    if {Confinement.SYSTEM_CALLS, Confinement.FILES} <= taken:
        refused = set(found) - {"memory", "import", "privileges"}
        assert {name: found[name] for name in refused} == dict.fromkeys(refused, "PermissionError")


@pytest.mark.skipif(sys.platform != "linux", reason="seen in /proc")
@pytest.mark.parametrize(
    "command",
    [
        shrinking.command(json.dumps({"sizes": [1], "portrait": False})),
        picture_reader.command(),
        reading.command(json.dumps({"limits": reading.LIMITS})),
    ],
)
def test_each_reader_has_taken_them_before_it_reads_a_byte(command: list[str]) -> None:
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=child_environment.bare()
    ) as child:
        status = Path(f"/proc/{child.pid}/status")
        while child.poll() is None and "Seccomp:\t2" not in status.read_text():
            pass
        assert child.poll() is None, "it ended instead"
        child.kill()


def test_this_system_has_them_all() -> None:
    """The machine on which Uketsuke is tested; elsewhere `doctor` says what is missing."""
    assert sandbox_limits.available() == frozenset(Confinement)


@pytest.mark.skipif(sys.platform != "linux", reason="what can be asked of Linux")
def test_no_core_of_the_running_program_can_be_had() -> None:
    command = (
        "import ctypes, json, resource, main\n"
        "try:\n"
        "    main.main(['--version'])\n"
        "except SystemExit:\n"
        "    pass\n"
        "print()\n"
        "print(json.dumps([ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE)]))\n"
    )

    ended = subprocess.run(
        [sys.executable, "-c", command], cwd=ROOT, check=True, capture_output=True, text=True
    )

    dumpable, limits = json.loads(ended.stdout.splitlines()[-1])
    assert (dumpable, limits) == (0, [0, 0])
