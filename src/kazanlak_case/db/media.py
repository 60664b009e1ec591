"""Refuse to run a case file where it may vanish or be copied in the middle: sticks, network disks, synced folders."""

import os
import re
import sys
from pathlib import Path

from kazanlak_case.domain.file_errors import RemovableMediaError

NETWORK = frozenset(
    [
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "fuse.davfs2",
        "fuse.gvfsd-fuse",
        "fuse.rclone",
        "fuse.sshfs",
        "glusterfs",
        "fuse.glusterfs",
        "gfs2",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "smb3",
        "smbfs",
    ]
)
STICK = frozenset({"exfat", "fuse.exfat", "iso9660", "msdos", "udf", "vfat"})
"""File systems of sticks, cards and discs; they also know no rights."""

MOUNT_PLACES = (Path("/media"), Path("/run/media"))
SYNCED = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "nextcloud",
    "owncloud",
    "iclouddrive",
    "yandex.disk",
)
"""Beginnings of names of folders whose content a program carries elsewhere behind our back."""

WINDOWS_STICK = 2
WINDOWS_UNFIT = frozenset({2, 4, 5})
"""GetDriveType's removable, network and optical disks."""


def refuse_removable(path: Path) -> None:
    """Let a live case file lie only on a disk of this computer.

    Raises:
        RemovableMediaError: The place is a stick, a disc, a network disk or a synced folder.
    """
    place = path.resolve()
    while not place.exists() and place != place.parent:
        place = place.parent
    if is_synced(place) or _is_on_unfit_disk(place):
        raise RemovableMediaError(path=path)


def sticks() -> tuple[Path, ...]:
    """List the sticks and other removable disks that are plugged in and can be written to."""
    if sys.platform == "win32":
        import ctypes
        from string import ascii_uppercase

        letters = [Path(f"{letter}:\\") for letter in ascii_uppercase]
        kinds = ctypes.windll.kernel32.GetDriveTypeW
        return tuple(place for place in letters if kinds(str(place)) == WINDOWS_STICK)
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ()
    return tuple(place for place in sticks_in(mounts) if os.access(place, os.W_OK))


def sticks_in(mounts: str, *, blocks: Path = Path("/sys/class/block")) -> tuple[Path, ...]:
    """Find in a table of mounts (as in /proc/self/mountinfo) the places of sticks: people's own disks, not the system's."""
    found = []
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        before, after = left.split(" "), right.split(" ")
        if len(before) < 5 or len(after) < 2 or after[0] in NETWORK | {"iso9660", "udf"}:
            continue
        place = Path(_unescaped(before[4]))
        is_peoples = any(place.is_relative_to(folder) for folder in (*MOUNT_PLACES, Path("/mnt")))
        source = _unescaped(after[1])
        if is_peoples and source.startswith("/dev/") and _may_be_stick(place, source, blocks):
            found.append(place)
    return tuple(dict.fromkeys(found))


def _may_be_stick(place: Path, source: str, blocks: Path) -> bool:
    is_automatic = any(place.is_relative_to(folder) for folder in MOUNT_PLACES)
    return is_automatic or _is_removable_device(source, blocks)


def is_synced(place: Path) -> bool:
    """Tell whether a folder belongs to a program that copies files to a server."""
    return any(part.casefold().startswith(SYNCED) for part in place.parts)


def is_unfit(place: Path, mounts: str, *, blocks: Path = Path("/sys/class/block")) -> bool:
    """Tell from a table of mounts (as in /proc/self/mountinfo) whether a place may vanish."""
    found = _mount_of(place, mounts)
    if found is None:
        return False
    mounted_at, kind, source = found
    if kind in NETWORK or kind in STICK:
        return True
    if any(mounted_at.is_relative_to(folder) and mounted_at != folder for folder in MOUNT_PLACES):
        return True
    return _is_removable_device(source, blocks)


def _mount_of(place: Path, mounts: str) -> tuple[Path, str, str] | None:
    """Find the mount a place lies on: where it is, its file system and its device."""
    best: tuple[Path, str, str] | None = None
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        before, after = left.split(" "), right.split(" ")
        if len(before) < 5 or len(after) < 2:
            continue
        mounted_at = Path(_unescaped(before[4]))
        # The last of equal ones lies on top.
        if place.is_relative_to(mounted_at) and (
            best is None or len(mounted_at.parts) >= len(best[0].parts)
        ):
            best = (mounted_at, after[0], _unescaped(after[1]))
    return best


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def _is_removable_device(source: str, blocks: Path) -> bool:
    device = blocks / Path(source).name
    # A partition's folder stands inside its disk's.
    for folder in (device, device.resolve().parent):
        flag = folder / "removable"
        if flag.is_file():
            return flag.read_text(encoding="ascii").strip() == "1"
    return False


def _is_on_unfit_disk(place: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        # A share without a letter counts as a network disk too.
        return ctypes.windll.kernel32.GetDriveTypeW(f"{place.drive}\\") in WINDOWS_UNFIT
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:  # not Linux: only the usual places are known
        return any(place.is_relative_to(folder) for folder in (*MOUNT_PLACES, Path("/Volumes")))
    return is_unfit(place, mounts)
