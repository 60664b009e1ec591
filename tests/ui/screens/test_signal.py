"""A signal for a child at risk: two clicks, few keys, and it stays."""

from PySide6.QtCore import Qt

from kazanlak_case.domain.records import Signal, Task
from kazanlak_case.ui.screens.signal import SignalForm
from kazanlak_case.ui.screens.signals import Signals
from kazanlak_case.ui.widgets.link_row import LinkRow
from support.counted_inputs import CTRL, SHIFT, CountedInputs

TO_PRINT = 1
"""Enter in the print panel."""


def _signals(case_file, now) -> list[Signal]:
    with case_file.reading(now) as uow:
        return uow.records.all(Signal)


def test_a_signal_takes_few_inputs_and_prints(
    shell, workspace, a_person, case_file, now, qtbot
) -> None:
    child = a_person("Емил", "Асенов")
    workspace.open_person(child)
    workspace._stack.setFocus()
    counted = CountedInputs(shell, qtbot)
    counted.press(Qt.Key.Key_S, CTRL | SHIFT)
    form = workspace.panel.content
    assert isinstance(form, SignalForm)
    wanted = []
    form.print_wanted.connect(lambda *what: wanted.append(what))
    box = form.editor.form.box
    counted.wait_for(box("facts").editor.part)
    counted.type("Детето е само от два дни.")
    for name, text in (("place", "у дома"), ("source", "съседка")):
        counted.go_to(box(name).editor.part)
        counted.type(text)
    counted.go_to(box("actions").editor.part)
    counted.type("Останахме при детето.")
    counted.go_to(box("notified").editor.part)
    counted.press(Qt.Key.Key_Space)
    counted.press(Qt.Key.Key_Return, CTRL)
    (one,) = _signals(case_file, now)
    assert (one.person, one.type, one.notified) == (child, "child_abuse", "hotline112")
    assert one.notified_on == now.date()
    assert one.notified_at
    assert wanted == [("incident", "signal", one.id, child)]
    counted.holds("signal", more=TO_PRINT)
    with case_file.reading(now) as uow:
        assert uow.records.find(Task, source=one.id)[0].title.endswith(one.number)


def test_it_is_two_clicks_away_and_nobody_is_offered_to_take_it_back(
    workspace, case_file, now
) -> None:
    assert workspace.header.new.isVisible()
    action = next(
        one for one in workspace.header.new.menu().actions() if one.objectName() == "new_signal"
    )
    action.trigger()
    form = workspace.panel.content
    form.editor.form.put("facts", "вик за помощ от съседната къща")
    form.editor.save()
    assert workspace.kit.messages._undo == ""
    (one,) = _signals(case_file, now)
    workspace.go("cases")
    workspace._screens["cases"].signals_wanted.emit()
    register = workspace._screens["signals"]
    assert isinstance(register, Signals)
    row = next(one for one in register.findChildren(LinkRow))
    row.click()
    form = workspace.panel.content
    assert not form.editor.form.shows("facts")
    form.editor.form.put("follow_up", "ОЗД посети семейството")
    form.editor.save()
    assert _signals(case_file, now)[0].follow_up == "ОЗД посети семейството"
    assert _signals(case_file, now)[0].facts == one.facts
