"""Which disks tell of changes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.mounts import is_silent


@dataclass
class Mounted:
    mountpoint: str
    fstype: str
    opts: str = "rw"


@pytest.mark.parametrize(
    "kind",
    ["nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "9p", "vboxsf", "NFS"],
)
def test_shares_are_silent(kind: str) -> None:
    assert is_silent("/mnt/partage/x", [Mounted("/", "ext4"), Mounted("/mnt/partage", kind)])


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "apfs", "ntfs", "overlay", "tmpfs", "fuseblk"])
def test_disks_tell(kind: str) -> None:
    assert not is_silent("/mnt/disque/x", [Mounted("/", "nfs"), Mounted("/mnt/disque", kind)])


def test_the_innermost_mount_counts_and_the_last_one_there() -> None:
    mounts = [Mounted("/", "ext4"), Mounted("/mnt", "ext4"), Mounted("/mnt", "nfs")]
    assert is_silent("/mnt/x", mounts)
    assert not is_silent("/mntx", mounts)


def test_a_drive_letter_of_the_network_is_silent() -> None:
    assert is_silent("/z", [Mounted("/z", "NTFS", "rw,remote")])


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "share")
    assert is_silent(str(tmp_path / "link"), [Mounted("/", "ext4"), Mounted(str(tmp_path / "share"), "cifs")])


def test_this_machine_can_be_asked(tmp_path: Path) -> None:
    assert is_silent(str(tmp_path)) in {True, False}
