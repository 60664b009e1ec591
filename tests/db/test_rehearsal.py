"""What Днес asks is put in the words of SQL while the password is typed, not after it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.engine import _IN_WORDS
from kazanlak_case.db.rehearsal import rehearsal
from kazanlak_case.services.due import deadlines
from kazanlak_case.services.today import today
from kazanlak_case.ui.preload import preload


def _forget(statements: Iterable[object]) -> None:
    for statement in list(statements):
        del _IN_WORDS[statement]


def test_a_file_is_asked_what_is_due_in_words_that_are_there_already(
    case_file: CaseFile, now: datetime
) -> None:
    _forget(_IN_WORDS)
    with case_file.reading(now) as uow:
        deadlines(uow)
    needed = set(_IN_WORDS)
    assert len(needed) > 10
    _forget(needed)
    preload()
    assert needed <= set(_IN_WORDS)


def test_a_rehearsal_leaves_no_trace_for_the_next(case_file: CaseFile, now: datetime) -> None:
    for moment in (now, now + timedelta(days=1)):
        with rehearsal(case_file.profile, now=moment) as uow:
            assert uow.people.count() == 0
            assert not today(uow).mine
