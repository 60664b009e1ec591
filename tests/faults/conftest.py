"""Disks and sticks for the tests of faults."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from support.disks import MEGABYTE, Stick, mounted, unmounted


@pytest.fixture
def small_disk() -> Iterator[Callable[[int], Path]]:
    """Mount a disk of so many megabytes (only root may)."""
    made: list[Path] = []

    def mount(megabytes: int) -> Path:
        place = Path(mkdtemp(prefix="kazanlak-disk-"))
        mounted("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place))
        made.append(place)
        return place

    yield mount
    for place in made:
        unmounted(place)


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Stick]:
    """Mount a stick of eight megabytes (only root may)."""
    image, place = tmp_path / "stick.img", Path(mkdtemp(prefix="kazanlak-stick-"))
    with image.open("wb") as file:
        file.truncate(8 * MEGABYTE)
    made = subprocess.run(
        ["mkfs.ext4", "-q", "-O", "^has_journal", str(image)], check=False, capture_output=True
    )
    if made.returncode:
        pytest.skip("a file system cannot be made here")
    mounted("-o", "loop", str(image), str(place))
    yield Stick(place, image)
    unmounted(place)
