"""Where a store should not lie: examples of three systems, each a path and what is mounted."""

from __future__ import annotations

import sys
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from checkin import places
from checkin.places import Mount, PlaceRisk, risk

SYNC, NET, STICK = PlaceRisk.SYNCHRONISED, PlaceRisk.NETWORK, PlaceRisk.REMOVABLE

LINUX = places.parsed(
    """\
sysfs /sys sysfs rw,nosuid 0 0
/dev/nvme0n1p2 / ext4 rw,relatime 0 0
/dev/nvme0n1p3 /home btrfs rw 0 0
nas:/export/teams /srv/teams nfs4 rw,vers=4.2 0 0
//nas/share /mnt/office\\040files cifs rw 0 0
mika@host:/ /home/mika/remote fuse.sshfs rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
/dev/sda1 /media/mika/STICK vfat rw 0 0
/dev/sdb1 /run/media/mika/Disk exfat rw 0 0
/dev/sdc1 /mnt/big ext4 rw 0 0
odd line
"""
)
MAC = places.parsed_output(
    """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//mika@nas._smb._tcp.local/share on /Volumes/share (smbfs, nodev, nosuid, mounted by mika)
/dev/disk4s1 on /Volumes/My Stick (msdos, local, nodev, nosuid)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
"""
)
WINDOWS = (Mount("C:\\", "fixed"), Mount("E:\\", "removable"), Mount("Z:\\", "remote"))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/home/mika/Uketsuke/forum.uketsuke", None),
        ("/home/mika/Documents/forum.uketsuke", None),
        ("/mnt/big/forum.uketsuke", None),
        ("/home/mika/Dropbox/forum.uketsuke", SYNC),
        ("/home/mika/Dropbox (Personal)/forum.uketsuke", SYNC),
        ("/home/mika/Nextcloud/events/forum.uketsuke", SYNC),
        ("/home/mika/Nextcloud-Backup/forum.uketsuke", SYNC),
        ("/home/mika/Sync/forum.uketsuke", SYNC),
        ("/opt/box/forum.uketsuke", None),
        ("/home/mika/Toolbox/forum.uketsuke", None),
        ("/home/mika/synchronised swimming/forum.uketsuke", None),
        ("/srv/teams/forum.uketsuke", NET),
        ("/srv/teamsters/forum.uketsuke", None),
        ("/mnt/office files/forum.uketsuke", NET),
        ("/home/mika/remote/forum.uketsuke", NET),
        ("/run/user/1000/gvfs/smb-share:server=nas,share=x/forum.uketsuke", NET),
        ("/media/mika/STICK/forum.uketsuke", STICK),
        ("/run/media/mika/Disk/forum.uketsuke", STICK),
        ("/media/forum.uketsuke", None),
    ],
)
def test_places_on_linux(path: str, expected: PlaceRisk | None) -> None:
    assert risk(PurePosixPath(path), LINUX) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/Users/mika/Uketsuke/forum.uketsuke", None),
        ("/Users/mika/Documents/forum.uketsuke", None),
        ("/Users/mika/Library/Mobile Documents/com~apple~CloudDocs/forum.uketsuke", SYNC),
        ("/Users/mika/Library/CloudStorage/GoogleDrive-mika@example.org/My Drive/x", SYNC),
        ("/Users/mika/Library/CloudStorage/OneDrive-Contoso/forum.uketsuke", SYNC),
        ("/Users/mika/iCloud Drive (Archive)/forum.uketsuke", SYNC),
        ("/Volumes/share/forum.uketsuke", NET),
        ("/Volumes/My Stick/forum.uketsuke", STICK),
    ],
)
def test_places_on_macos(path: str, expected: PlaceRisk | None) -> None:
    assert risk(PurePosixPath(path), MAC) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (r"C:\Users\Mika\Uketsuke\forum.uketsuke", None),
        (r"C:\Users\Mika\Documents\forum.uketsuke", None),
        (r"C:\Users\Mika\OneDrive\Documents\forum.uketsuke", SYNC),
        (r"C:\Users\Mika\OneDrive - Contoso Ltd\Documents\forum.uketsuke", SYNC),
        (r"C:\Users\Mika\iCloudDrive\forum.uketsuke", SYNC),
        (r"C:\Users\Mika\Box\forum.uketsuke", SYNC),
        (r"D:\Google Drive\forum.uketsuke", SYNC),
        (r"\\nas\share\forum.uketsuke", NET),
        (r"\\?\UNC\nas\share\forum.uketsuke", NET),
        (r"\\?\C:\Users\Mika\forum.uketsuke", None),
        (r"Z:\forum.uketsuke", NET),
        (r"E:\forum.uketsuke", STICK),
    ],
)
def test_places_on_windows(path: str, expected: PlaceRisk | None) -> None:
    assert risk(PureWindowsPath(path), WINDOWS) is expected


def test_what_is_mounted_last_at_a_place_counts() -> None:
    table = (Mount("/mnt", "nfs"), Mount("/mnt", "ext4"))
    assert risk(PurePosixPath("/mnt/forum.uketsuke"), table) is None


def test_each_risk_has_its_sentence_and_this_machine_is_read(tmp_path: Path) -> None:
    assert set(places.WARNINGS) == set(PlaceRisk)
    assert places.risk_of(tmp_path) is None


@pytest.mark.skipif(sys.platform == "win32", reason="a link needs rights there")
def test_a_link_into_a_synchronised_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "events").symlink_to(tmp_path / "Dropbox")
    assert places.risk_of(tmp_path / "events" / "forum.uketsuke") is SYNC
    assert risk(PurePath("/")) is None
