"""What was ever written in a field, in the panel."""

from PySide6.QtWidgets import QLabel, QPushButton

from conftest import NOW
from kazanlak_case.services.people import save_person
from kazanlak_case.ui.dialogs.history import HistoryView


def test_field_tells_old_and_new_and_is_taken_back(host, kit, case_file, a_person, qtbot):
    person = a_person(phone="0888 111 111")
    with case_file.writing(NOW) as uow:
        save_person(uow, person, {"phone": "0888 222 222"})
    view = HistoryView(host, kit, "person", person, field="phone")
    texts = [one.text() for one in view.findChildren(QLabel)]
    assert "“0888 111 111” → “0888 222 222”" in texts
    (button,) = view.findChildren(QPushButton)
    with qtbot.waitSignal(view.undo_asked):
        button.click()
