"""Memory goes back when nothing has been asked for a moment, once, and not while the window is locked."""

from PySide6.QtCore import QObject

from kazanlak_case.ui.background import Background, Job, Lane, be_content
from kazanlak_case.ui.resting import Resting


class File:
    def __init__(self) -> None:
        self.rests = 0

    def rest(self) -> None:
        self.rests += 1


def test_memory_goes_back_once_after_work(qtbot) -> None:
    parent, background, file = QObject(), Background(), File()
    at_hand: list[File] = [file]
    resting = Resting(parent, background, lambda: at_hand[0] if at_hand else None)
    resting.timer.setInterval(10)
    background.start(Job(list, Lane.POOL, be_content, be_content))
    qtbot.waitUntil(lambda: file.rests == 1)
    qtbot.wait(100)  # its own work is no reason to rest again
    assert file.rests == 1
    at_hand.clear()
    background.start(Job(list, Lane.POOL, be_content, be_content))
    qtbot.wait(100)
    assert file.rests == 1
    background.stop()
