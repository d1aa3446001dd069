"""Sandbox of a child process that reads what is not trusted: resource limits, no network, no files, no way back.

Imports next to nothing, because it is loaded before anything else by processes that shall start quickly. Each measure is
taken where the system has it; `taken` tells which were.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from contextlib import suppress
from enum import StrEnum
from typing import Final


class Confinement(StrEnum):
    LIMITS = "limits"  # memory, processor time, size of files
    NETWORK = "network"  # a namespace without any
    SYSTEM_CALLS = "system_calls"  # seccomp: none that opens, connects or starts anything
    FILES = "files"  # Landlock: nothing can be opened for writing, nothing outside Python's own folders read


FILES: Final = 32  # open at once
_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000
_NO_NEW_PRIVILEGES: Final = 38
_SET_SECCOMP: Final = 22
_SET_DUMPABLE: Final = 4
_FILTER: Final = 2
_REFUSED: Final = 0x00050000 | 1  # SECCOMP_RET_ERRNO, EPERM
_ALLOWED: Final = 0x7FFF0000
_KILLED: Final = 0x80000000
# Per machine: its number for the audit, and the calls by which a process reaches out or starts another.
_CALLS: Final = {
    # socket connect accept sendto sendmsg bind listen socketpair fork vfork execve ptrace mount unshare(272)
    # setns io_uring_setup execveat process_vm_readv process_vm_writev accept4 keyctl bpf kill tkill tgkill
    # pidfd_open pidfd_getfd pidfd_send_signal
    "x86_64": (
        0xC000003E,
        "41 42 43 44 46 49 50 53 57 58 59 101 165 272 308 425 322 310 311 288 250 321 62 200 234 434 438 424",
    ),
    "aarch64": (
        0xC00000B7,
        "198 203 202 206 211 200 201 199 221 117 40 97 268 425 281 270 271 242 219 280 129 130 131 434 438 424",
    ),
}
# Where the interpreter finds what it loads late: its own folders, and the libraries of the system.
_LIBRARIES: Final = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/nix/store")
_INDEX: Final = "/etc/ld.so.cache"
_X32: Final = 0x40000000  # a second table of numbers on x86_64, with the same calls


def no_core_dumps() -> None:
    """Keeps what this process has in memory out of core dumps, and out of reach of the user's other processes.

    On Linux neither a debugger nor `py-spy` of the same user attaches any more (root's does).
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None, use_errno=True).prctl(_SET_DUMPABLE, 0, 0, 0, 0)
    try:
        import resource  # noqa: PLC0415 - missing on Windows
    except ImportError:
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


SAY: Final = "--say-confinement"  # makes an installed program start `say`


def confine(memory: int, seconds: int) -> frozenset[Confinement]:
    """Takes every measure that this system has; none can be undone. Returns which were taken.

    Called after the last import: from here on no file is opened.
    """
    taken: set[Confinement] = set()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            libc = ctypes.CDLL(None, use_errno=True)
            libc.prctl(_SET_DUMPABLE, 0, 0, 0, 0)
            if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0:
                taken.add(Confinement.NETWORK)
            if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
                if _no_files(libc):
                    taken.add(Confinement.FILES)
                if _no_calls(libc):
                    taken |= {Confinement.SYSTEM_CALLS, Confinement.NETWORK}
    if _limit(memory, seconds):
        taken.add(Confinement.LIMITS)
    return frozenset(taken)


def _limit(memory: int, seconds: int) -> bool:
    try:
        import resource  # noqa: PLC0415 - missing on Windows
    except ImportError:
        return False
    limits = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, FILES),
    )
    for kind, most in limits:
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):  # not every system supports every limit
            resource.setrlimit(kind, (allowed, allowed))
    return True


def _no_files(libc: ctypes.CDLL) -> bool:
    """Landlock: no file is opened any more, but for what was imported (a module that is loaded late)."""
    create, add, restrict = 444, 445, 446
    abi = libc.syscall(create, None, ctypes.c_size_t(0), 1)
    if abi < 1:
        return False
    # 13 rights of the first version, then refer, truncate and ioctl.
    rights = (1 << (13 + sum(abi >= version for version in (2, 3, 5)))) - 1
    attributes = ctypes.create_string_buffer(struct.pack("=Q", rights), 8)
    ruleset = libc.syscall(create, attributes, ctypes.c_size_t(8), 0)
    if ruleset < 0:
        return False
    read_file, read_folder = 1 << 2, 1 << 3
    here = os.path.dirname(__file__)  # noqa: PTH120
    late = os.environ.get("LD_LIBRARY_PATH", "").split(":")
    places = {*_LIBRARIES, *filter(None, late), sys.prefix, sys.base_prefix, here}
    if getattr(sys, "frozen", False):  # its modules are in the program's own file
        places.add(os.path.dirname(sys.executable))  # noqa: PTH120
    try:
        for place in (*places, _INDEX):
            with suppress(OSError):
                handle = os.open(place, os.O_PATH | os.O_CLOEXEC)
                allowed = read_file if place == _INDEX else read_file | read_folder
                rule = ctypes.create_string_buffer(struct.pack("=Qi", allowed, handle), 12)
                libc.syscall(add, ruleset, 1, rule, 0)
                os.close(handle)
        return bool(libc.syscall(restrict, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _no_calls(libc: ctypes.CDLL) -> bool:
    """seccomp: the calls of the table are refused."""
    known = _CALLS.get(os.uname().machine)
    if known is None or ctypes.sizeof(ctypes.c_void_p) != 8:
        return False
    machine, refused = known
    load, equal, at_least, answer = 0x20, 0x15, 0x35, 0x06
    lines = [(load, 0, 0, 4), (equal, 1, 0, machine), (answer, 0, 0, _KILLED)]
    lines += [(load, 0, 0, 0), (at_least, 0, 1, _X32), (answer, 0, 0, _REFUSED)]
    for call in map(int, refused.split()):
        lines += [(equal, 0, 1, call), (answer, 0, 0, _REFUSED)]
    lines.append((answer, 0, 0, _ALLOWED))
    program = b"".join(struct.pack("=HBBI", *line) for line in lines)
    code = ctypes.create_string_buffer(program, len(program))
    described = ctypes.create_string_buffer(
        struct.pack("=H6xQ", len(lines), ctypes.addressof(code)), 16
    )
    return bool(libc.prctl(_SET_SECCOMP, _FILTER, described, 0, 0) == 0)


def _asking() -> list[str]:
    """A process that takes all measures and says which; an installed program has no interpreter beside it."""
    if getattr(sys, "frozen", False):
        return [sys.executable, SAY]
    tried = f"import sys; sys.path.insert(0, {os.path.dirname(__file__)!r});"  # noqa: PTH120
    return [sys.executable, "-I", "-c", f"{tried}from sandbox_limits import say; say()"]


def say() -> None:
    """Takes all measures, and says which there are."""
    sys.stdout.write(" ".join(confine(2**30, 10)))


def available() -> frozenset[Confinement]:
    """The measures that this system has, tried in a process of their own."""
    import subprocess  # noqa: PLC0415 - the sandboxed processes need none of it

    done = subprocess.run(  # noqa: S603 - our own program, and no shell
        _asking(),
        capture_output=True,
        text=True,
        check=False,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    return frozenset(Confinement(name) for name in done.stdout.split())
