"""A scan is attached by keyboard alone, an identity card is only seen, and the plain original can go."""


import pytest
from PySide6.QtCore import Qt

from kazanlak_case.services.attachments import attachments_of
from kazanlak_case.settings import Settings
from kazanlak_case.ui.attachment_parts.attach_form import AttachForm
from kazanlak_case.ui.attachment_parts.originals import Originals
from kazanlak_case.ui.workspace import Workspace
from support.counted_inputs import CTRL, SHIFT, CountedInputs


@pytest.fixture
def documents(case_file, now):
    """What is attached to a person."""

    def of(person):
        with case_file.reading(now) as uow:
            return [row.attachment for row in attachments_of(uow, person=person)]

    return of


def form_of(workspace: Workspace) -> AttachForm:
    form = workspace.panel.content
    assert isinstance(form, AttachForm)
    return form


def test_scan_is_attached_in_six_inputs(
    workspace: Workspace, shell, qtbot, a_person, a_scan, documents, case_file, now
) -> None:
    person = a_person()
    scan = a_scan()
    workspace.take_settings(Settings(scanner_folder=str(scan.parent)))
    counted = CountedInputs(shell, qtbot)
    counted.press(Qt.Key.Key_K, CTRL)
    counted.type("милена")
    counted.press(Qt.Key.Key_Return)
    counted.press(Qt.Key.Key_A, CTRL | SHIFT)
    form = form_of(workspace)
    counted.wait_for(form.scanner.rows[0])
    counted.press(Qt.Key.Key_Return)
    counted.press(Qt.Key.Key_Return, CTRL)
    assert counted.inputs <= 6, counted.done
    [one] = documents(person)
    assert (one.media_type, one.file_name) == ("image/jpeg", "скан 001.jpg")
    # the plain original is still there: what stands in the panel offers to delete it
    assert scan.exists()
    part = form.findChild(Originals)
    counted.wait_for(part.keep)
    counted.press(Qt.Key.Key_Backtab)
    part.delete.click()
    assert not scan.exists()
    assert workspace.panel.content is None
    with case_file.reading(now) as uow:
        assert uow.blobs.content(one.sha256).startswith(b"\xff\xd8")
