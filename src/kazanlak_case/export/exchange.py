"""Bundles out and in, as the window, the command line and the demo ask for them (design.md, section 5)."""

from kazanlak_case.export.bundle_export import bundle_name, export_bundle
from kazanlak_case.export.bundle_import import (
    import_bundles,
    mend_fork,
    rehearse_import,
    undo_import,
)
from kazanlak_case.export.bundle_inspect import inspect_bundle

__all__ = [
    "bundle_name",
    "export_bundle",
    "import_bundles",
    "inspect_bundle",
    "mend_fork",
    "rehearse_import",
    "undo_import",
]
