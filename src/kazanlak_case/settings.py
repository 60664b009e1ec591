"""What this user of this computer likes, read once from a small file that may be missing or broken."""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

LANGUAGES = ("bg", "en")
THEMES = ("system", "light", "dark")
SCALES = (0.8, 2.0)
LOCK_MINUTES = (1, 15)


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of the program; what belongs to a municipality is in its profile."""

    language: str = "bg"
    theme: str = "system"
    text_scale: float = 1.0
    last_case_file: str | None = None
    lock_minutes: int = 5
    hide_from_capture: bool = True
    scanner_folder: str | None = None
    """Where the scanner writes: its newest files are offered when a document is attached."""
    house_calendars: str = ""
    """The users, by id and parted by spaces, whose calendar begins with the whole house and not with their own days."""


def load(path: Path) -> Settings:
    """Read the settings; whatever is missing or makes no sense is as if never set."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    known = {field.name for field in fields(Settings)}
    return Settings(
        **{
            name: value
            for name, value in found.items()
            if name in known and _makes_sense(name, value)
        }
    )


def save(path: Path, settings: Settings) -> None:
    """Write the settings whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            json.dump(asdict(settings), file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _makes_sense(name: str, value: Any) -> bool:
    if name == "language":
        return value in LANGUAGES
    if name == "theme":
        return value in THEMES
    if name in {"last_case_file", "scanner_folder"}:
        return value is None or (isinstance(value, str) and bool(value))
    if name == "house_calendars":
        return isinstance(value, str)
    if name == "hide_from_capture":
        return isinstance(value, bool)
    least, most = SCALES if name == "text_scale" else LOCK_MINUTES
    kinds = (int, float) if name == "text_scale" else (int,)
    return isinstance(value, kinds) and not isinstance(value, bool) and least <= value <= most
