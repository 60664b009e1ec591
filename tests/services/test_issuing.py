"""A document has its number for ever: issued, printed again, annulled, taken back, on two laptops of one house."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.paper_errors import AnnulledError
from kazanlak_case.domain.records import IssuedDocument, Referral
from kazanlak_case.services.issuing import Paper, annul, issue, issue_of
from kazanlak_case.services.numbering import next_document_number
from kazanlak_case.services.records import save_record
from support.office import id_of


@pytest.fixture
def referral(do, a_person):
    """A referral of somebody, not printed yet."""
    values = {"person": a_person(), "institution": "dbt"}
    return id_of(do(save_record, Referral, None, values, what="record_made"), "referral")


@pytest.fixture
def number(ask):
    """Give the number of a referral of this copy: a copied file carries a mark of its own in them."""
    mark = ask(lambda uow: uow.work.numbers.mark())
    return lambda counter: f"КР{mark}-НС-2022-{counter:04d}"


def paper_of(referral, get):
    return Paper(
        form="referral",
        source_type="referral",
        source=referral,
        person=get(Referral, referral).person,
    )


def test_number_is_given_at_the_first_print_and_kept_at_the_next(do, get, ask, referral, number):
    paper = paper_of(referral, get)
    written = do(issue, paper)
    document = get(IssuedDocument, id_of(written, "issued_document"))
    assert document.number == get(Referral, referral).number == number(1)
    assert do(issue, paper).touched == frozenset()
    assert ask(issue_of, "referral", "referral", referral) == document


def test_annulled_keeps_its_number_and_the_next_print_gets_another(do, get, referral, number):
    paper = paper_of(referral, get)
    first = id_of(do(issue, paper), "issued_document")
    with pytest.raises(InvalidRecordError):
        do(annul, first, " ")
    do(annul, first, "Сбъркан адресат")
    assert get(Referral, referral).number is None
    do(issue, paper)
    assert get(Referral, referral).number == number(2)
    assert get(IssuedDocument, first).number == number(1)
    with pytest.raises(AnnulledError):
        do(annul, first, "още веднъж")


def test_issue_taken_back_leaves_no_gap_and_no_second_owner(do, get, referral, number):
    paper = paper_of(referral, get)
    do(lambda uow, undo: (uow.undo(undo), uow.commit()), do(issue, paper).undo)
    assert get(Referral, referral).number is None
    do(issue, paper)
    assert get(Referral, referral).number == number(2)


YEARS = iter(range(2023, 2200))
STEPS = st.lists(st.sampled_from(("issue", "other", "again", "annul", "undo")), max_size=9)


@settings(max_examples=6)
@given(steps=STEPS)
def test_numbers_have_no_gaps_whatever_is_done(case_file, steps):
    """Each history has a year of its own, so that one file serves all of them."""
    year = next(YEARS)
    last = None
    for second, step in enumerate(steps):
        now = datetime(year, 3, 1, 9, tzinfo=UTC) + timedelta(seconds=second)
        with case_file.writing(now) as uow:
            if step in {"issue", "other", "again"}:
                form = "report" if step == "other" else "certificate"
                source = f"{year}-{second if step != 'again' else 'same'}"
                last = issue(uow, Paper(form=form, source_type="test", source=source))
            elif last is not None and last.touched and step == "annul":
                document = id_of(last, "issued_document")
                if not uow.records.get(IssuedDocument, document).annulled:
                    annul(uow, document, "x")
            elif last is not None and last.undo and step == "undo":
                uow.undo(last.undo)
                uow.commit()
                last = None
    with case_file.reading(datetime(year, 3, 2, tzinfo=UTC)) as uow:
        for mark in ("ДК", "СБ"):
            stem = f"КР{uow.work.numbers.mark()}-{mark}-{year}-"
            found = sorted(uow.work.numbers.of_documents(stem))
            assert found == [f"{stem}{at:04d}" for at in range(1, len(found) + 1)]


def test_two_laptops_of_a_house_never_give_the_same_number(do, ask, get, case_file, referral):
    """A file that goes on as another, as a copied or restored one does, carries letters of its own in its numbers."""
    do(issue, paper_of(referral, get))

    def elsewhere(uow, incarnation):
        uow.work.numbers._context = replace(
            uow._context, incarnation=incarnation, replica=bytes([incarnation, 7] * 8)
        )
        return next_document_number(uow, "referral")

    given_by = [ask(elsewhere, incarnation) for incarnation in (2, 3)]
    assert all(one.endswith("-НС-2022-0001") for one in given_by)
    assert len({get(Referral, referral).number, *given_by}) == 3
