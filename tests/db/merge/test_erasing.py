"""What is erased is gone in every copy, whenever it comes, and all else still verifies."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect

from kazanlak_case.db.birth import create_starter
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.changes import Born, Deleted, Edited, Erased, Settled
from kazanlak_case.domain.errors import RecordMissingError, UndoTooLateError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import Case, Person
from kazanlak_case.export.exchange import export_bundle, import_bundles, undo_import
from support.courier import carry

PASSWORD = "четири думи стигат тук"
SECRETS = ("Тайнева", "0888123456", "Скришен")


@pytest.fixture
def houses(
    centre_file: CaseFile, tmp_path: Path, now: datetime
) -> Iterator[tuple[CaseFile, CaseFile, CaseFile]]:
    """A centre and two laptops of one house that know each other."""
    laptops = []
    for name in ("first", "second"):
        path = tmp_path / f"{name}.kcase"
        create_starter(path, centre_file, site="kran", password=PASSWORD, now=now)
        laptops.append(
            CaseFile.open(path, password=PASSWORD, installation=Installation(tmp_path / name))
        )
    carry(centre_file, laptops[0], now=now)
    yield centre_file, laptops[0], laptops[1]
    for file in laptops:
        file.close()


def write(file: CaseFile, now: datetime, *changes: object) -> str:
    with file.writing(now) as uow:
        written = uow.log.append(list(changes), "person_changed")  # type: ignore[arg-type]
        uow.commit()
    return written.undo


def registered(file: CaseFile, now: datetime) -> tuple[Person, Person, Case]:
    """Two people and a case, born in one changeset."""
    with file.writing(now) as uow:
        secret = Person(id=uow.new_id(), given_name="Скришен", family_name="Тайнева")
        other = Person(id=uow.new_id(), given_name="Друг", family_name="Видим")
        case = Case(id=uow.new_id(), person=secret.id, number="К-2022-0001")
        uow.log.append([Born(secret), Born(other), Born(case)], "person_made")
        uow.commit()
    return secret, other, case


def holds(file: CaseFile, secret: str) -> list[str]:
    with file.reading_raw() as connection:
        return [
            table
            for table in inspect(connection).get_table_names()
            if _in(connection, table, secret)
        ]


def _in(connection: Connection, table: str, secret: str) -> bool:
    try:
        rows = connection.exec_driver_sql(f'SELECT * FROM "{table}"').all()
    except Exception:  # noqa: BLE001 - the full-text index's own tables cannot all be read
        return False
    return any(secret.casefold() in str(value).casefold() for row in rows for value in row)


def is_gone(file: CaseFile) -> bool:
    return not any(holds(file, secret) for secret in SECRETS)


def test_it_is_gone_everywhere_and_neighbours_still_verify(
    houses: tuple[CaseFile, CaseFile, CaseFile], now: datetime
) -> None:
    centre, first, second = houses
    secret, other, case = registered(first, now)
    write(first, now, Edited("person", secret.id, {"phone": "0888123456"}))
    carry(first, centre, now=now)
    carry(centre, second, now=now)
    assert holds(second, "Тайнева")
    write(centre, now, Erased("person", secret.id), Erased("case", case.id))
    carry(centre, second, now=now)
    carry(centre, first, now=now)
    for file in houses:
        assert is_gone(file)
        checked = verify(file)
        assert checked.ok, checked.checks
        with file.reading(now) as uow:
            assert uow.records.get(Person, other.id) == other
            assert uow.history.of_record("person", secret.id)[0].kind == "erased"
            with pytest.raises(RecordMissingError):
                uow.records.get(Person, secret.id)
    assert len({verify(file).scopes["kran"] for file in houses}) == 1


def test_a_change_that_comes_later_is_checked_and_not_kept(
    houses: tuple[CaseFile, CaseFile, CaseFile], now: datetime
) -> None:
    centre, first, second = houses
    secret, other, _case = registered(first, now)
    carry(first, centre, now=now)
    carry(centre, second, now=now)
    write(
        second,
        now,
        Edited("person", secret.id, {"phone": "0888123456"}),
        Edited("person", other.id, {"phone": "0888000000"}),
    )
    write(centre, now, Erased("person", secret.id))
    carry(second, centre, now=now)
    assert is_gone_but(centre)
    with centre.reading(now) as uow:
        assert uow.records.get(Person, other.id).phone == "0888000000"
    carry(centre, first, now=now)
    carry(centre, second, now=now)
    assert verify(first).ok
    assert verify(centre).ok
    assert verify(second).ok
    assert len({verify(file).scopes["kran"] for file in houses}) == 1


def is_gone_but(file: CaseFile) -> bool:
    return not holds(file, "Тайнева") and not holds(file, "0888123456")


def test_two_copies_erase_one_record(
    houses: tuple[CaseFile, CaseFile, CaseFile], now: datetime
) -> None:
    centre, first, second = houses
    secret, _other, case = registered(first, now)
    carry(first, centre, now=now)
    carry(centre, second, now=now)
    write(second, now, Erased("person", secret.id))
    write(centre, now, Erased("case", case.id))
    write(centre, now, Erased("person", secret.id))
    carry(second, centre, now=now)
    carry(centre, second, now=now)
    carry(centre, first, now=now)
    assert all(verify(file).ok for file in houses)
    assert len({verify(file).scopes["kran"] for file in houses}) == 1


def test_an_erased_changeset_travels_in_a_real_bundle(
    houses: tuple[CaseFile, CaseFile, CaseFile], now: datetime, tmp_path: Path
) -> None:
    centre, first, second = houses
    secret, other, case = registered(first, now)
    carry(first, centre, now=now)
    write(centre, now, Erased("person", secret.id), Erased("case", case.id))
    bundle = export_bundle(centre, tmp_path / "b.kbundle", now=now, to_site="kran", full=True)
    reports = import_bundles(second, [Path(bundle.path)], now=now)
    assert [one.status for one in reports] == ["merged"], reports
    assert is_gone(second)
    assert verify(second).ok
    with second.reading(now) as uow:
        assert uow.records.get(Person, other.id) == other
    with pytest.raises(UndoTooLateError):
        undo_import(second, reports[0].bundle, now=now)


def test_an_erasure_cannot_be_undone(case_file: CaseFile, now: datetime) -> None:
    secret, _other, _case = registered(case_file, now)
    undo = write(case_file, now, Erased("person", secret.id))
    with case_file.writing(now) as uow, pytest.raises(UndoTooLateError):
        uow.undo(undo)
    assert not holds(case_file, "Тайнева")


def test_what_is_withheld_without_an_erasure_is_named(case_file: CaseFile, now: datetime) -> None:
    secret, _other, _case = registered(case_file, now)
    write(case_file, now, Erased("person", secret.id))
    with case_file.raw_connection() as connection:
        connection.exec_driver_sql("DELETE FROM erased")
    checked = {check.name: check for check in verify(case_file).checks}
    assert secret.id in checked["tables"].detail


def test_the_answer_that_equals_what_is_shown_settles(
    houses: tuple[CaseFile, CaseFile, CaseFile], now: datetime
) -> None:
    centre, first, second = houses
    _secret, other, _case = registered(first, now)
    carry(first, centre, now=now)
    carry(centre, second, now=now)
    write(first, now, Edited("person", other.id, {"phone": "1"}))
    write(second, now, Edited("person", other.id, {"phone": "2"}))
    carry(first, centre, now=now)
    carry(second, centre, now=now)
    with centre.reading(now) as uow:
        shown = uow.records.get(Person, other.id).phone
        assert uow.history.conflict_count() == 1
    write(centre, now, Settled("person", other.id, "phone", shown))
    carry(centre, first, now=now)
    carry(centre, second, now=now)
    for file in houses:
        with file.reading(now) as uow:
            assert uow.history.conflict_count() == 0
            assert uow.records.get(Person, other.id).phone == shown


def test_deleted_here_and_changed_there_is_settled_by_an_answer(
    houses: tuple[CaseFile, CaseFile, CaseFile], now: datetime
) -> None:
    centre, first, second = houses
    _secret, other, _case = registered(first, now)
    carry(first, centre, now=now)
    carry(centre, second, now=now)
    write(first, now, Deleted("person", other.id))
    write(second, now, Edited("person", other.id, {"phone": "2"}))
    carry(first, centre, now=now)
    carry(second, centre, now=now)
    for hides in (False, True):
        write(centre, now, Settled("person", other.id, "", hides))
        with centre.reading(now) as uow:
            assert uow.history.conflict_count() == 0
            assert uow.records.is_visible("person", RecordId(other.id)) != hides


def test_two_split_what_one_joined(
    houses: tuple[CaseFile, CaseFile, CaseFile],
    now: datetime,
    open_copy: Callable[[str], CaseFile],
) -> None:
    """Another copy may take back what this one wrote; twice is once."""
    centre, first, _second = houses
    _secret, other, _case = registered(first, now)
    undo = write(first, now, Edited("person", other.id, {"phone": "1"}))
    carry(first, centre, now=now)
    with centre.writing(now) as uow:
        uow.undo(undo, of_any_copy=True)
        uow.commit()
    with centre.reading(now) as uow:
        assert uow.records.get(Person, other.id).phone is None
