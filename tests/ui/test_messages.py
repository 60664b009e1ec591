import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.errors import CancelledError, RecordMissingError
from kazanlak_case.ui.look import Look
from kazanlak_case.ui.messages import Messages
from kazanlak_case.ui.operations import LongRun
from kazanlak_case.ui.widgets.buttons import Button


@pytest.fixture
def messages(host: QWidget, look: Look, qtbot) -> Messages:
    host.show()
    qtbot.waitExposed(host)
    return Messages(host, look)


def _words(host: QWidget, name: str) -> str:
    return host.findChild(QWidget, name).text()


def test_what_was_saved_can_be_taken_back(messages: Messages, host: QWidget, qtbot) -> None:
    messages.saved("Visit saved.", "17")
    toast = host.findChild(QWidget, "toast")
    assert toast.isVisible()
    assert _words(host, "toastWords") == "Visit saved."
    with qtbot.waitSignal(messages.undo_asked) as asked:
        qtbot.mouseClick(host.findChild(Button, "toastAction"), Qt.MouseButton.LeftButton)
    assert asked.args == ["17"]
    assert not toast.isVisible()


def test_what_cannot_be_taken_back_offers_no_button(messages: Messages, host: QWidget) -> None:
    messages.tell("Written to the stick.")
    assert not host.findChild(Button, "toastAction").isVisible()


def test_refusal_stays_until_it_is_closed(messages: Messages, host: QWidget, qtbot) -> None:
    with qtbot.waitSignal(messages.refusal_told) as told:
        messages.refuse(RecordMissingError())
    assert "Nothing was changed" in told.args[0]
    refusal = host.findChild(QWidget, "refusal")
    assert refusal.isVisible()
    qtbot.mouseClick(host.findChild(Button, "refusalClose"), Qt.MouseButton.LeftButton)
    assert not refusal.isVisible()


def test_what_one_stopped_oneself_needs_no_words(messages: Messages, host: QWidget) -> None:
    messages.refuse(CancelledError())
    assert not host.findChild(QWidget, "refusal").isVisible()


def test_messages_stay_inside_the_host_and_above_each_other(
    messages: Messages, host: QWidget
) -> None:
    messages.refuse(RecordMissingError())
    messages.saved("Visit saved.", "17")
    toast, refusal = (host.findChild(QWidget, name) for name in ("toast", "refusal"))
    assert host.rect().contains(toast.geometry())
    assert host.rect().contains(refusal.geometry())
    assert not toast.geometry().intersects(refusal.geometry())
    host.resize(600, 400)
    assert host.rect().contains(toast.geometry())


def test_long_work_is_shown_only_after_a_moment(messages: Messages, host: QWidget, qtbot) -> None:
    busy = host.findChild(QWidget, "busy")
    quick = LongRun("Quick")
    messages.follow(quick)
    quick.ended.emit()
    assert not busy.isVisible()
    slow = LongRun("Taking in the list")
    messages.follow(slow)
    qtbot.waitUntil(busy.isVisible, timeout=3000)
    slow.progressed.emit(3, 10)
    assert host.findChild(QWidget, "busyBar").value() == 3
    qtbot.mouseClick(host.findChild(Button, "busyStop"), Qt.MouseButton.LeftButton)
    with pytest.raises(CancelledError):
        slow.report(4, 10)
    slow.ended.emit()
    assert not busy.isVisible()


def test_work_that_cannot_be_stopped_offers_no_stop(messages: Messages, host: QWidget) -> None:
    messages.follow(LongRun("Writing the list", can_stop=False))
    assert host.findChild(Button, "busyStop").isHidden()


def test_a_message_hides_no_button_at_the_foot_of_the_page(
    messages: Messages, host: QWidget, look: Look
) -> None:
    save = Button(host, "save", look)
    save.say("Save")
    save.adjustSize()
    save.move((host.width() - save.width()) // 2, host.height() - save.height() - 20)
    save.show()
    messages.refuse(RecordMissingError())
    messages.saved("Visit saved.", "17")
    toast, refusal = (host.findChild(QWidget, name) for name in ("toast", "refusal"))
    for message in (toast, refusal):
        assert host.rect().contains(message.geometry())
        assert not message.geometry().intersects(save.geometry())
    assert not toast.geometry().intersects(refusal.geometry())
