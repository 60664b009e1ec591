"""Scans as a scanner leaves them in its folder."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image


@pytest.fixture
def a_scan(tmp_path: Path) -> Callable[..., Path]:
    """Let the scanner write a page."""
    folder = tmp_path / "скенер"
    folder.mkdir()

    def scan(name: str = "скан 001.png", shade: str = "white") -> Path:
        path = folder / name
        image = Image.new("RGB", (850, 1100), shade)
        image.paste("black", (100, 100, 500, 160))
        image.save(path)
        return path

    return scan


@pytest.fixture
def a_page() -> bytes:
    """A page as it is kept."""
    out = io.BytesIO()
    Image.new("L", (1654, 2339), 240).save(out, "JPEG")
    return out.getvalue()
