"""Look at this computer: versions, libraries, folders, fonts, catalogues, display; and what would be missing."""

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from kazanlak_case import __version__, paths
from kazanlak_case.cli.console import Facts, aligned
from kazanlak_case.db.engine import library_versions
from kazanlak_case.i18n import LANGUAGES, N_, _
from kazanlak_case.preflight import LIBRARY_MISSING, Obstacle, find_obstacle

LIBRARIES = (
    "PySide6_Essentials",
    "SQLAlchemy",
    "alembic",
    "msgpack",
    "openpyxl",
    "psycopg",
    "pynacl",
    "pypdfium2",
    "pyrage",
    "python-calamine",
    "python-stdnum",
    "rapidfuzz",
    "reportlab",
    "sqlcipher3",
    "xlsxwriter",
    "zstandard",
)
FONTS = ("SofiaSans_400Regular.ttf", "SofiaSans_600SemiBold.ttf", "NotoSans_400Regular.ttf")

TITLES = {
    "program": N_("Program"),
    "python": N_("Python"),
    "system": N_("System"),
    "libraries": N_("Libraries"),
    "folders": N_("Folders"),
    "fonts": N_("Fonts"),
    "languages": N_("Languages"),
    "window": N_("Window"),
    "missing": N_("Missing"),
}


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found; `missing` names what keeps the program from working here."""

    program: str
    python: str
    system: str
    libraries: dict[str, str]
    folders: dict[str, str]
    fonts: tuple[str, ...]
    languages: tuple[str, ...]
    window: str
    missing: tuple[str, ...]

    @property
    def facts(self) -> dict[str, Facts]:
        """Everything as a script reads it."""
        return {
            "ok": not self.missing,
            "program": self.program,
            "python": self.python,
            "system": self.system,
            "libraries": self.libraries,
            "folders": self.folders,
            "fonts": list(self.fonts),
            "languages": list(self.languages),
            "window": self.window,
            "missing": list(self.missing),
        }


def examine() -> Examination:
    """Look at everything the program needs. Without a display the commands still work: that is not missing."""
    libraries = {name: _version_of(name) for name in LIBRARIES} | library_versions()
    fonts = tuple(name for name in FONTS if paths.resource(f"fonts/{name}").is_file())
    obstacle = find_obstacle()
    window = _about_window(obstacle)
    missing = [name for name, version in libraries.items() if not version]
    missing += [name for name in FONTS if name not in fonts]
    missing += [str(folder) for folder in _folders().values() if not _can_write(folder)]
    if obstacle and obstacle.exit_code == LIBRARY_MISSING:
        missing.append(window)
    return Examination(
        program=__version__,
        python=platform.python_version(),
        system=platform.platform(),
        libraries=libraries,
        folders={name: str(folder) for name, folder in _folders().items()},
        fonts=fonts,
        languages=tuple(code for code in LANGUAGES if _has_catalogue(code)),
        window=window,
        missing=tuple(missing),
    )


def lines_of(found: Examination) -> Iterator[str]:
    """Say what was found."""
    rows = [
        ("program", found.program),
        ("python", found.python),
        ("system", found.system),
        ("libraries", ", ".join(f"{name} {version}" for name, version in found.libraries.items())),
        ("folders", ", ".join(found.folders.values())),
        ("fonts", ", ".join(found.fonts)),
        ("languages", ", ".join(found.languages)),
        ("window", found.window or _("can be opened")),
        ("missing", ", ".join(found.missing) or _("nothing")),
    ]
    yield from aligned((_(TITLES[name]), words) for name, words in rows)


def _about_window(obstacle: Obstacle | None) -> str:
    """Say why the window cannot be opened; nothing when it can."""
    if obstacle is None:
        return ""
    if obstacle.exit_code == LIBRARY_MISSING:
        return obstacle.text.strip().splitlines()[-1].strip()  # the line that installs them
    return _("no display here, so it cannot be opened; the commands work")


def _version_of(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""


def _folders() -> dict[str, Path]:
    return {
        "case_files": paths.case_folder(),
        "state": paths.state_folder(),
        "settings": paths.settings_file().parent,
        "resources": paths.resource_folder(),
    }


def _can_write(folder: Path) -> bool:
    """Tell whether a folder is there or can be made; the installed resources need only be read."""
    if folder == paths.resource_folder():
        return folder.is_dir()
    there = next(one for one in (folder, *folder.parents) if one.exists())
    return os.access(there, os.W_OK)


def _has_catalogue(language: str) -> bool:
    """English is the source text itself and needs none."""
    if language == "en":
        return True
    return any((paths.locale_folder() / language).glob("LC_MESSAGES/*.mo"))
