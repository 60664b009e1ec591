"""Where things are."""

import sys
from pathlib import Path

import pytest

from kazanlak_case import paths


def test_resources_are_found_in_a_checkout():
    assert paths.resource("reference/names.csv").is_file()
    assert paths.locale_folder().is_dir()


def test_one_folder_can_hold_everything(tmp_path):
    env = {"KAZANLAK_CASE_HOME": str(tmp_path)}
    found = [paths.settings_file(env), paths.state_folder(env), paths.case_folder(env)]
    assert found == [tmp_path / "settings.json", tmp_path / "state", tmp_path / "cases"]


def test_without_it_nothing_of_ours_lies_in_the_current_folder():
    for path in (paths.settings_file({}), paths.state_folder({}), paths.case_folder({})):
        assert path.is_absolute()
        assert "kazanlak-case" in path.parts
    assert paths.state_folder({}) != paths.case_folder({})


@pytest.mark.skipif(sys.platform != "win32", reason="the public folder of Windows")
def test_accounts_of_one_windows_computer_share_files_and_state():
    env = {"PUBLIC": r"D:\Общи"}
    assert paths.case_folder(env) == Path(r"D:\Общи\Documents\kazanlak-case")
    assert paths.state_folder(env).is_relative_to(paths.case_folder(env))
