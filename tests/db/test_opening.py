"""A name opens what it stands for: a folder, an address, or the folder that stands for a server."""

from pathlib import Path

import pytest

from conftest import PASSWORD
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.opening import open_case_file, place_of, users_of
from kazanlak_case.db.server.server_file import ServerFile
from kazanlak_case.domain.file_errors import CaseFileMissingError
from kazanlak_case.ui.session import case_files_in
from support.server import Server


def test_a_folder_is_a_case_file(templates: dict[str, Path], tmp_path: Path) -> None:
    assert place_of("kran.kcase") == Path("kran.kcase")
    assert users_of(templates["kran"]) == ("head",)
    with pytest.raises(CaseFileMissingError):
        open_case_file(tmp_path / "none.kcase", password=PASSWORD)


def test_a_server_once_opened_is_found_among_the_case_files(
    server: Server, server_database: str
) -> None:
    address = server.address(server_database)
    assert users_of(address) == ("head",)
    file = open_case_file(place_of(address), password=PASSWORD)
    assert isinstance(file, ServerFile)
    assert isinstance(file, CaseFile)
    stands_for_it = file.path
    file.close()
    assert stands_for_it in case_files_in(stands_for_it.parent)
    assert users_of(stands_for_it) == ("head",)
    again = open_case_file(stands_for_it, password=PASSWORD)
    assert again.address == address
    again.close()
