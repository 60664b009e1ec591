"""A file at rest is written to by nobody, and carries over what was saved."""

from kazanlak_case.db.casefile import DATABASE
from kazanlak_case.db.resting import carry_over
from support.people import add_person


def test_what_was_saved_is_carried_over_in_a_pause(case_file, now):
    before = (case_file.path / DATABASE).read_bytes()
    with case_file.writing(now) as uow:
        add_person(uow, "Мария Петрова")
        uow.commit()
    assert (case_file.path / DATABASE).read_bytes() == before
    carry_over(case_file)
    assert (case_file.path / DATABASE).read_bytes() != before
    with case_file.reading(now) as uow:
        assert len(uow.search.people("мария")) == 1


def test_somebody_who_reads_does_not_wait_nor_sees_anything_else(case_file, now):
    with case_file.reading(now) as reading:
        before = reading.people.count()
        with case_file.writing(now) as uow:
            add_person(uow, "Мария Петрова")
            uow.commit()
        carry_over(case_file)
        assert reading.people.count() == before


def test_a_file_that_was_closed_meanwhile_rests_already(case_file):
    case_file.close()
    carry_over(case_file)
