"""Move a central copy between a file and a server."""

from pathlib import Path

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.opening import FilePlace
from kazanlak_case.db.server.address import parse_address
from kazanlak_case.domain.errors import SiteRoleError
from kazanlak_case.domain.exchange import Progress, no_progress
from kazanlak_case.domain.server_errors import MoveBetweenError


def move_case_file(file: CaseFile, target: FilePlace, *, progress: Progress = no_progress) -> None:
    """Move all of an open file elsewhere and close it; from then on it only says where its contents are.

    Raises:
        MoveBetweenError: Both are files, or both on servers.
        SiteRoleError: It is a house's file.
        ExpectedError: As `db.server.moving` says; then nothing was moved.
    """
    from kazanlak_case.db.server.moving import move_to_file, move_to_server

    if file.is_on_server != isinstance(target, Path):
        raise MoveBetweenError
    if isinstance(target, Path):
        move_to_file(file, target, progress=progress)
        return
    if file.role != "centre":
        raise SiteRoleError(site=file.site, role="centre")
    move_to_server(file, parse_address(target), progress=progress)
