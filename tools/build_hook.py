"""Compile the message catalogues when a wheel is built."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):
    """Makes sure that the wheel carries the compiled catalogue, which is not kept in git."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the caller's name
        """Compile before the files are gathered."""
        catalogues = str(Path(self.root) / "tools" / "catalogues.py")
        subprocess.run([sys.executable, catalogues, "compile"], check=True)  # noqa: S603 - our own script
        build_data["artifacts"].append("resources/locale/**/*.mo")
