"""Packages of the built program for Linux: an archive, and a .deb for Debian 12, Ubuntu 22.04 and newer."""

import os
import shutil
import tarfile
from pathlib import Path

from checkin import VERSION
from tools.release.bundle import NAME, ROOT, run

# What of a system the program needs and does not bring: graphics, sound and the C library.
DEPENDS = "libc6 (>= 2.34), libgl1, libegl1, libpulse0, libdrm2, libxkbcommon-x11-0, libfontconfig1"
CONTROL = """Package: uketsuke
Version: {version}
Architecture: amd64
Maintainer: Uketsuke
Section: misc
Priority: optional
Depends: {depends}
Installed-Size: {size}
Description: Check-in desk for delegate conferences
 Scans codes, finds people by part of a name in any script, prints badges, and keeps the
 list encrypted. Works without a network.
"""
DESKTOP = """[Desktop Entry]
Type=Application
Name=Uketsuke
Name[ja]=Uketsuke 受付
Comment=Check-in desk for delegate conferences
Comment[ja]=会議の受付
Exec=/usr/lib/uketsuke/uketsuke
Icon=uketsuke
Categories=Office;
Terminal=false
"""


def archive(program: Path, folder: Path, epoch: int) -> Path:
    """A .tar.xz that is the same whoever makes it."""
    made = folder / f"{NAME}-{VERSION}-linux-x86_64.tar.xz"

    def plain(file: tarfile.TarInfo) -> tarfile.TarInfo:
        file.uid = file.gid = 0
        file.uname = file.gname = ""
        file.mtime = epoch
        file.mode = 0o755 if file.isdir() or file.mode & 0o100 else 0o644
        return file

    with tarfile.open(made, "w:xz", format=tarfile.PAX_FORMAT) as files:
        for path in [program, *sorted(program.rglob("*"))]:
            name = f"{NAME}-{VERSION}/{path.relative_to(program).as_posix()}"
            files.add(path, name.rstrip("/."), recursive=False, filter=plain)
    return made


def deb(program: Path, folder: Path, work: Path, epoch: int) -> Path:
    """A package that Debian's own tools install and remove; what people keep is in their homes and stays."""
    tree = work / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(program, tree / "usr" / "lib" / NAME, symlinks=True)
    binary = tree / "usr" / "bin" / NAME
    binary.parent.mkdir()
    binary.symlink_to(f"../lib/{NAME}/{NAME}")
    written = {
        "usr/share/applications/uketsuke.desktop": DESKTOP,
        "DEBIAN/control": CONTROL.format(
            version=VERSION.replace("-", "~"), depends=DEPENDS, size=_kibibytes(program)
        ),
    }
    for name, content in written.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(content, encoding="utf-8")
    icon = tree / "usr" / "share" / "icons" / "hicolor" / "scalable" / "apps" / "uketsuke.svg"
    icon.parent.mkdir(parents=True)
    shutil.copyfile(ROOT / "resources" / "icons" / "desk.svg", icon)
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)
    made = folder / f"{NAME}_{VERSION.replace('-', '~')}_amd64.deb"
    variables = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch)}
    options = ["--root-owner-group", "-Zxz", "--build"]
    run(["dpkg-deb", *options, tree, made], variables=variables)
    return made


def _kibibytes(folder: Path) -> int:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) // 1024
