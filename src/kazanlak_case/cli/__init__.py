"""The command line: for the municipality's IT, scripts and tests. It asks and shows; the rooms below decide."""

from kazanlak_case.cli.program import main

__all__ = ["main"]
