"""The page of the ten commonest tasks says what was counted, of each of them."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kazanlak_case.services.tasks import make_task
from support.counted_inputs import ALT, CTRL, CountedInputs, tasks_said

TESTS = Path(__file__).parents[1]


def test_anybody_is_found(shell, workspace, a_person, qtbot) -> None:
    person = a_person("Милена", "Асенова")
    counted = CountedInputs(shell, qtbot)
    counted.press(Qt.Key.Key_K, CTRL)
    counted.wait_for(workspace.header.search)
    counted.type("asenova")
    qtbot.waitUntil(workspace.header.list.isVisible)
    counted.press(Qt.Key.Key_Return)
    assert workspace._person.person_id == person
    counted.holds("find a person")


def test_the_week_is_one_key_away(shell, workspace, case_file, now, qtbot) -> None:
    with case_file.writing(now) as uow:
        days = {"Обаждане": 1, "Доклад": 4, "Дърва": 40}
        for title, after in days.items():
            due_on = now.date() + timedelta(days=after)
            values = {"title": title, "due_on": due_on, "assigned_to": uow.user.staff_member}
            make_task(uow, values)
    workspace.go("people")
    counted = CountedInputs(shell, qtbot)
    counted.press(Qt.Key.Key_1, ALT)
    assert workspace.here == "today"
    page = workspace._screens["today"]
    qtbot.waitUntil(lambda: "Доклад" in _shown(page))
    assert "Обаждане" in _shown(page)
    counted.holds("what is due this week")


def test_each_task_of_the_page_is_counted_by_a_test() -> None:
    said = tasks_said()
    assert len(said) == 10
    sources = "".join(one.read_text("utf-8") for one in TESTS.glob("ui/**/test_*.py"))
    for task, one in said.items():
        assert one.inputs <= one.must
        assert f'.holds("{task}"' in sources, task


def _shown(page: QWidget) -> str:
    seen = (one for one in page.findChildren(QWidget) if one.isVisible())
    return " ".join(one.accessibleName() for one in seen)
