"""What somebody likes, chosen in the window and kept."""

from kazanlak_case import app as program
from kazanlak_case.settings import Settings
from kazanlak_case.ui.screens.settings import SettingsPage


def test_each_choice_brings_the_whole_of_the_settings(host, kit, qtbot):
    page = SettingsPage(host, kit, Settings(language="en"), "NOTICE")
    with qtbot.waitSignal(page.settings_chosen) as chosen:
        page.theme._words["dark"].click()
    assert chosen.args[0] == Settings(language="en", theme="dark")
    with qtbot.waitSignal(page.settings_chosen) as chosen:
        page.scale._words["130"].click()
    assert chosen.args[0] == Settings(language="en", theme="dark", text_scale=1.3)


def test_backup_is_made_and_told(host, kit, told, case_file):
    page = SettingsPage(host, kit, Settings(language="en"), "")
    page.backup.click()
    assert len(list((case_file.path / "backup").glob("*.kcase"))) == 1
    assert "is written and checked" in told[-1]
    assert page._last.text().startswith("Last backup:")


def test_language_changes_while_the_window_stands(shell, workspace, qapp):
    object.__setattr__(shell.around, "adopt", lambda liked: program.speak(qapp, liked.language))
    workspace.go("settings")
    page = workspace._screens["settings"]
    page.language._words["bg"].click()
    assert workspace.kit.wording.language == "bg"
    assert shell.settings.language == "bg"
    assert workspace.header._title.text() != "Settings"
