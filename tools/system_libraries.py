"""System libraries for Qt on Linux, which no Python package contains.

Each is tried by loading it, not looked up in a list of packages, wherever it came from. Without the first
group there is no window and no sound; the programs are for the tests that drive a real window or a hub.
"""

import ctypes
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple


class Need(NamedTuple):
    probe: str  # a library's soname, or a program
    debian: str
    fedora: str

    def is_met(self) -> bool:
        if ".so" not in self.probe:
            return shutil.which(self.probe) is not None or is_kept_apart(self.probe)
        try:
            ctypes.CDLL(self.probe)
        except OSError:
            return False
        return True


def is_kept_apart(program: str) -> bool:
    """Debian keeps the programs of each PostgreSQL in a folder that is not on the path."""
    return any(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))


NEEDS = (
    Need("libEGL.so.1", "libegl1", "libglvnd-egl"),
    Need("libGL.so.1", "libgl1", "libglvnd-glx"),
    Need("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    Need("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
    Need("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    Need("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    Need("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    Need("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb"),
    Need("libXrandr.so.2", "libxrandr2", "libXrandr"),
    Need("libdrm.so.2", "libdrm2", "libdrm"),
    Need("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    Need("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    Need("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    Need("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    Need("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    Need("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    Need("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    Need("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
    Need("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor"),
    Need("libwayland-egl.so.1", "libwayland-egl1", "libwayland-egl"),
    Need("libpulse.so.0", "libpulse0", "pulseaudio-libs"),
    Need("Xvfb", "xvfb", "xorg-x11-server-Xvfb"),
    Need("xauth", "xauth", "xorg-x11-xauth"),
    Need("xdotool", "xdotool", "xdotool"),
    Need("setxkbmap", "x11-xkb-utils", "setxkbmap"),
    Need("initdb", "postgresql", "postgresql-server"),
)


def provide() -> None:
    """Installs what is missing if permitted, else prints how. Never stops the set-up: the command line
    and the tests without a real window work without."""
    if sys.platform != "linux":
        return  # On Windows and macOS the packages contain everything.
    lacking = missing()
    if lacking and not (can_apt() and apt_install(lacking)):
        print(advice(lacking), file=sys.stderr)


def missing() -> list[Need]:
    """What this system lacks."""
    return [need for need in NEEDS if not need.is_met()]


def can_apt() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(lacking: list[Need]) -> bool:
    packages = debian_packages(lacking)
    print("Installing system libraries:", *packages, file=sys.stderr, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-qq"], install):
        result = subprocess.run(
            command, check=False, env=environment, capture_output=True, text=True
        )
        if result.returncode != 0:
            print(result.stderr.strip(), file=sys.stderr)
            return False
    return True


def advice(lacking: list[Need]) -> str:
    """The command that installs what is lacking, for the package manager that is here."""
    if shutil.which("apt-get"):
        command = ["sudo", "apt-get", "install", *debian_packages(lacking)]
    elif shutil.which("dnf"):
        command = ["sudo", "dnf", "install", *dict.fromkeys(need.fedora for need in lacking)]
    else:
        names = ", ".join(need.probe for need in lacking)
        return f"The window needs what this system lacks; install the packages that have: {names}"
    return f"The window needs libraries that this system lacks. Install them by:\n  {shlex.join(command)}"


def debian_packages(lacking: list[Need]) -> list[str]:
    return list(dict.fromkeys(need.debian for need in lacking))
