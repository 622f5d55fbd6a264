"""Whether a folder lies on a disk that tells of its changes; a share on the network does not, and has to be asked."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, Protocol

import psutil

from ingest.guard import is_inside

if TYPE_CHECKING:
    from collections.abc import Iterable

# Kinds of file systems whose changes by other machines, or by the host of this one, are not told.
SILENT: Final = frozenset({
    "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "davfs", "drvfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs3",
    "nfs4", "prl_fs", "smb", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs", "webdav",
})  # fmt: skip
USER_SPACE: Final = "fuse"  # sshfs, rclone, gvfs…; block devices of their own are `fuseblk`
REMOTE: Final = "remote"  # as psutil says it of a drive letter of Windows


class Mount(Protocol):
    """What `psutil.disk_partitions` says of each."""

    mountpoint: str
    fstype: str
    opts: str


def is_silent(folder: str, mounts: Iterable[Mount] | None = None) -> bool:
    """Whether changes in the folder are not told by the operating system.

    Args:
        folder: absolute path; links in it are followed.
        mounts: what is mounted where; the machine's own when it is not given.
    """
    place = os.path.realpath(folder)
    if place.startswith("\\\\"):  # \\server\share
        return True
    found = psutil.disk_partitions(all=True) if mounts is None else mounts
    over = [one for one in found if is_inside(place, one.mountpoint)]
    if not over:
        return False
    mount = max(reversed(over), key=lambda one: len(one.mountpoint))  # of two at one place, the later hides the first
    kind = mount.fstype.casefold()
    return kind in SILENT or kind.partition(".")[0] == USER_SPACE or REMOTE in mount.opts.split(",")
