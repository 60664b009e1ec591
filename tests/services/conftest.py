"""Each service runs in a unit of work of its own, as the window runs it."""

import itertools
import shutil
from datetime import date, timedelta

import pytest

from conftest import NOW, PASSWORD
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.installation import Installation
from kazanlak_case.domain.changes import Edited
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.participation import Participation, Spell
from kazanlak_case.services import cases, participation, people
from support.acting import AsRole
from support.marked_file import fill
from support.office import id_of


@pytest.fixture
def do(case_file, now):
    """Run a service that writes, each a second after the one before: ids sort by the time they were made."""
    seconds = itertools.count(1)

    def run(service, *args, at=None, **options):
        with case_file.writing(at or now + timedelta(seconds=next(seconds))) as uow:
            return service(uow, *args, **options)

    return run


@pytest.fixture
def ask(case_file, now):
    """Run a service that reads."""

    def run(service, *args, at=now, **options):
        with case_file.reading(at) as uow:
            return service(uow, *args, **options)

    return run


@pytest.fixture
def get(ask):
    """Read one record."""
    return lambda cls, record_id: ask(lambda uow: uow.records.get(cls, record_id))


@pytest.fixture
def a_person(do):
    """Save a person; give their id."""

    def make(given_name="Мария", **values):
        return id_of(do(people.save_person, None, {"given_name": given_name, **values}), "person")

    return make


@pytest.fixture
def a_case(do):
    """Open a case, and close it again for a reason; give it as it stands."""

    def make(person, *, closed_because=None, **values):
        case = id_of(do(cases.open_case, {"person": person, **values}), "case")
        if closed_because:
            do(cases.close_case, case, reason=closed_because)
        return do(lambda uow: uow.records.get(Case, case))

    return make


@pytest.fixture
def a_participant(do, a_person, ask):
    """Enter a person into the project; give person, participation and spell ids."""

    def make(
        given_name="Мария", *, entered_on=date(2022, 3, 1), sensitive=None, person=None, **answers
    ):
        person = person or a_person(given_name)
        draft = participation.EntryDraft(
            person=person, entered_on=entered_on, answers=answers, sensitive=sensitive or {}
        )
        do(participation.enter, draft)
        about = ask(lambda uow: uow.records.find(Participation, person=person))[-1]
        spell = ask(lambda uow: uow.records.find(Spell, participation=about.id))[-1]
        return person, about.id, spell.id

    return make


@pytest.fixture
def as_user(case_file, now):
    """Change who is signed in, in the open file as at the next sign-in."""

    def change(**values):
        with case_file.writing(now) as uow:
            uow.log.append([Edited("user", uow.user.id, values)], "test")
            uow.commit()
        case_file.load()

    return change


@pytest.fixture
def as_role(as_user):
    """Give the signed-in user another post."""
    return lambda role: as_user(role=role)


@pytest.fixture(scope="session")
def marked_file(templates, tmp_path_factory):
    """A file in which every field says what it is; nobody keeps anything in it but `marked`."""
    folder = tmp_path_factory.mktemp("marked")
    shutil.copytree(templates["kran"], folder / "kran.kcase")
    state = Installation(folder / "state")
    file = CaseFile.open(folder / "kran.kcase", password=PASSWORD, installation=state)
    yield file
    file.close()


@pytest.fixture(scope="session")
def marked(marked_file):
    return fill(marked_file, NOW)


@pytest.fixture
def acting(marked_file, marked):
    """Let whoever has the marked file open have another post."""
    role = AsRole(marked_file)
    yield role
    role.leave()
