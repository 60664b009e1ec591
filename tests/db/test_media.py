"""Where a live case file may lie."""

from pathlib import Path

import pytest

from kazanlak_case.db.media import is_synced, is_unfit, refuse_removable
from kazanlak_case.domain.file_errors import RemovableMediaError

MOUNTS = """\
22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
30 22 8:1 / /boot/efi rw - vfat /dev/sda1 rw
31 22 0:30 / /tmp rw - tmpfs tmpfs rw
40 22 8:17 / /media/maria/ФЛАШКА\\040на\\040Мария rw - ext4 /dev/sdb1 rw
41 22 8:33 / /дискове/карта rw - exfat /dev/sdc1 rw
42 22 0:50 / /дискове/общ rw - cifs //server/share rw
43 22 8:49 / /дискове/външен rw - ext4 /dev/sdd1 rw
44 22 8:65 / /дискове/втори rw - xfs /dev/sde1 rw
45 22 0:51 / /дискове/къща rw - nfs4 server:/home rw
46 22 0:52 / /дискове/къща rw - ext4 /dev/sda3 rw
broken line
"""


@pytest.fixture
def blocks(tmp_path):
    """Disks as the kernel shows them: partitions are links into the folder of their disk."""
    for disk, removable in (("sda", "0"), ("sdb", "1"), ("sdd", "1"), ("sde", "0")):
        folder = tmp_path / "devices" / disk / f"{disk}1"
        folder.mkdir(parents=True)
        (folder.parent / "removable").write_text(f"{removable}\n")
    shown = tmp_path / "block"
    shown.mkdir()
    for disk in ("sda", "sdb", "sdd", "sde"):
        (shown / disk).symlink_to(tmp_path / "devices" / disk)
        (shown / f"{disk}1").symlink_to(tmp_path / "devices" / disk / f"{disk}1")
    return shown


@pytest.mark.parametrize(
    ("place", "unfit"),
    [
        ("/home/maria/Къща.kcase", False),
        ("/tmp/pytest/Къща.kcase", False),
        ("/media/maria", False),
        ("/media/maria/ФЛАШКА на Мария/Къща.kcase", True),
        ("/дискове/карта/Къща.kcase", True),
        ("/дискове/общ/Къща.kcase", True),
        ("/дискове/външен/Къща.kcase", True),
        ("/дискове/втори/Къща.kcase", False),
        ("/дискове/къща/Къща.kcase", False),  # the later mount lies on top
    ],
)
def test_sticks_and_network_disks_are_known(place, unfit, blocks):
    assert is_unfit(Path(place), MOUNTS, blocks=blocks) is unfit


def test_no_table_of_mounts_refuses_nothing():
    assert not is_unfit(Path("/home/maria"), "")


@pytest.mark.parametrize(
    ("place", "synced"),
    [
        ("/home/maria/OneDrive/Къща.kcase", True),
        ("/home/maria/OneDrive - Община Казанлък/Къща.kcase", True),
        ("/home/maria/Dropbox/Къща.kcase", True),
        ("/home/maria/Google Drive/Къща.kcase", True),
        ("/home/maria/Документи/Къща.kcase", False),
    ],
)
def test_synced_folders_are_known(place, synced):
    assert is_synced(Path(place)) is synced


def test_disk_of_this_computer_will_do(tmp_path):
    refuse_removable(tmp_path / "още няма" / "Къща.kcase")


def test_synced_folder_is_refused_by_name_of_the_place(tmp_path):
    folder = tmp_path / "OneDrive"
    folder.mkdir()
    with pytest.raises(RemovableMediaError) as caught:
        refuse_removable(folder / "Къща.kcase")
    assert caught.value.facts["path"] == folder / "Къща.kcase"
