"""Say where things are: what was installed, and where this computer keeps what belongs to the program.

`KAZANLAK_CASE_HOME` puts settings, state and case files under one folder: for tests and throw-away profiles.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

PROGRAM = "kazanlak-case"
HOME = "KAZANLAK_CASE_HOME"
PROFILE = "profiles/kazanlak.toml"
"""The profile of the municipality the program was written for; each file carries its own."""

Environment = Mapping[str, str]


def resource(name: str) -> Path:
    """Give the path of an installed resource such as "reference/names.csv"."""
    return resource_folder() / name


def resource_folder() -> Path:
    """Give the folder of the resources: inside the wheel, or beside `src` in a checkout."""
    here = Path(__file__).resolve()
    packed = here.parent / "resources"
    return packed if packed.is_dir() else here.parents[2] / "resources"


def locale_folder() -> Path:
    """Give the folder of the message catalogues."""
    return resource_folder() / "locale"


def settings_file(env: Environment = os.environ) -> Path:
    """Give the file with what this user likes: language, looks, last file."""
    if home := env.get(HOME):
        return Path(home) / "settings.json"
    from platformdirs import user_config_path

    return user_config_path(PROGRAM, appauthor=False) / "settings.json"


def state_folder(env: Environment = os.environ) -> Path:
    """Give the folder of what this installation remembers outside the case files.

    On Windows all accounts of the computer share the case files, so they share this too: else each account would
    look like another installation.
    """
    if home := env.get(HOME):
        return Path(home) / "state"
    if sys.platform == "win32":
        return _public_documents(env) / PROGRAM / "state"
    from platformdirs import user_state_path

    return user_state_path(PROGRAM, appauthor=False)


def case_folder(env: Environment = os.environ) -> Path:
    """Give the folder where case files are kept unless somebody chooses another."""
    if home := env.get(HOME):
        return Path(home) / "cases"
    if sys.platform == "win32":
        return _public_documents(env) / PROGRAM
    from platformdirs import user_data_path

    return user_data_path(PROGRAM, appauthor=False) / "cases"


def _public_documents(env: Environment) -> Path:
    return Path(env.get("PUBLIC", r"C:\Users\Public")) / "Documents"
