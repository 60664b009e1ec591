"""In quiet the log is carried over, then memory goes back: each once, and not while the window is locked."""

from PySide6.QtCore import QObject

from kazanlak_case.db.casefile import DATABASE, CaseFile
from kazanlak_case.ui.background import Background, Job, Lane, be_content
from kazanlak_case.ui.resting import RESTS, Resting
from support.people import add_person


def test_each_is_done_once_after_work(qtbot, case_file: CaseFile) -> None:
    parent, background = QObject(), Background()
    done: list[Lane] = []
    at_hand: list[CaseFile] = [case_file]
    resting = Resting(parent, background, lambda: at_hand[0] if at_hand else None)
    resting.rests = tuple(
        one._replace(after_ms=10, work=lambda _file, lane=one.lane: done.append(lane))
        for one in RESTS
    )
    background.start(Job(list, Lane.POOL, be_content, be_content))
    qtbot.waitUntil(lambda: done == [Lane.WRITER, Lane.READER])
    qtbot.wait(100)  # its own work is no reason to rest again
    assert len(done) == len(RESTS)
    at_hand.clear()
    background.start(Job(list, Lane.POOL, be_content, be_content))
    qtbot.wait(100)
    assert len(done) == len(RESTS)
    background.stop()


def test_what_was_saved_is_carried_over_in_quiet(qtbot, case_file: CaseFile, now) -> None:
    parent, background = QObject(), Background()
    resting = Resting(parent, background, lambda: case_file)
    resting.rests = tuple(one._replace(after_ms=10) for one in RESTS)
    before = (case_file.path / DATABASE).read_bytes()
    with case_file.writing(now) as uow:
        add_person(uow, "Мария Петрова")
        uow.commit()
    assert (case_file.path / DATABASE).read_bytes() == before
    background.start(Job(list, Lane.POOL, be_content, be_content))
    qtbot.waitUntil(lambda: (case_file.path / DATABASE).read_bytes() != before)
    background.stop()
