"""Where something may be written to, asked before anything is read, so that nobody waits for a refusal."""

from pathlib import Path

from kazanlak_case.domain.errors import UnfitTargetError
from kazanlak_case.domain.file_errors import StorageError
from kazanlak_case.i18n import _


def require_target(out: Path, *endings: str) -> None:
    """Ask for a folder that is there, and for a name with one of these endings, if any are given.

    Raises:
        UnfitTargetError: The ending is another one.
        StorageError: There is no such folder.
    """
    if endings and out.suffix.lower() not in endings:
        raise UnfitTargetError(path=out.name, endings=", ".join(endings))
    if not out.parent.is_dir():
        raise StorageError(path=out, detail=_("there is no such folder"))
