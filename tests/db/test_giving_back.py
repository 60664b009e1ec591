"""What was read and is kept in memory is given back, and the file can be asked as before."""

from kazanlak_case.db import giving_back


def test_pages_are_given_back_and_the_file_still_answers(case_file, now) -> None:
    with case_file.reading(now) as uow:
        before = uow.people.count()
    engine = case_file._engine
    with engine.connect() as connection:
        kept = connection.connection.dbapi_connection
    taken: list[str] = []
    kept.set_trace_callback(taken.append)
    case_file.give_back()
    kept.set_trace_callback(None)
    assert "PRAGMA shrink_memory" in taken
    assert engine.pool.checkedout() == 0
    with case_file.reading(now) as uow:
        assert uow.people.count() == before


def test_a_system_without_a_way_is_left_alone(monkeypatch) -> None:
    monkeypatch.setattr(giving_back.sys, "platform", "win32")
    assert not giving_back.trim()
