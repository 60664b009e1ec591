"""Make a small case file of made-up families, through the services the window uses: for pictures and trials."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from kazanlak_case import paths
from kazanlak_case.db.birth import NewFile, create_case_file
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.passwords import Cost
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import StaffMember
from kazanlak_case.services.cases import open_case
from kazanlak_case.services.households import MemberDraft, make_household
from kazanlak_case.services.participation import EntryDraft, enter
from kazanlak_case.services.people import save_person
from kazanlak_case.services.records import save_record
from kazanlak_case.services.visits import VisitDraft, record_visit

PASSWORD = "четири думи стигат тук"  # noqa: S105 - of made-up people
TODAY = date(2022, 11, 14)
SERVICES = (
    "lab_cv",
    "lab_registration",
    "soc_documents",
    "soc_benefits",
    "soc_counselling",
    "hea_gp",
    "edu_attendance",
    "edu_enrol",
    "soc_field",
)
NOTES = (
    "Попълнихме заявлението. Следващата седмица носи служебна бележка.",
    "Разговор за работата в общината; договорихме интервю за четвъртък.",
    "Детето ходи редовно. Класният ръководител потвърди по телефона.",
    "Насрочен преглед при личния лекар. Ще придружим.",
    "",
    "Обсъдихме плана за пролетта: курс, документи, записване в бюрото по труда.",
)
PLACES = ("40292", "40292", "40292", "35167", "49076")


@dataclass
class Builder:
    """Writes people and their year, always the same for the same seed."""

    file: CaseFile
    chance: random.Random
    names: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    serial: int = 100

    def now(self, day: date, hour: int = 9) -> datetime:
        """A moment of a working day."""
        moment = time(hour, self.chance.randrange(60))
        return datetime.combine(day, moment, tzinfo=UTC)

    def load_names(self) -> None:
        """Read the names to choose from."""
        text = paths.resource("reference/names.csv").read_text("utf-8")
        for row in csv.DictReader(text.splitlines()):
            for sex in row["sex"]:
                self.names.setdefault((row["kind"], sex), []).append(row["name_bg"])

    def pick(self, kind: str, sex: str) -> str:
        """Choose a name."""
        return self.chance.choice(self.names[kind, sex])

    def egn(self, born: date, sex: str) -> str:
        """Make a number that passes its check and was given to nobody on purpose."""
        self.serial += 2
        month = born.month + (40 if born.year >= 2000 else 0)
        serial = self.serial + (sex == "f")
        digits = f"{born.year % 100:02}{month:02}{born.day:02}{serial:03}"
        weights = (2, 4, 8, 5, 10, 9, 7, 3, 6)
        check = sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11 % 10
        return f"{digits}{check}"

    def person(self, surname: tuple[str, str], sex: str, born: date, place: str) -> RecordId:
        """Write one person down."""
        has_number = self.chance.random() > 0.08
        values = {
            "given_name": self.pick("given", sex),
            "middle_name": self.pick("patronymic", sex),
            "family_name": surname[sex == "f"],
            "id_type": "egn" if has_number else "none",
            "national_id": self.egn(born, sex) if has_number else None,
            "sex": sex,
            "born_on": born,
            "settlement": place,
            "address": f"ул. „Роза“ № {self.chance.randrange(1, 60)}",
            "phone": f"088{self.chance.randrange(10**7):07}" if born.year < 2008 else None,
        }
        day = TODAY - timedelta(days=self.chance.randrange(60, 200))
        with self.file.writing(self.now(day)) as uow:
            written = save_person(uow, None, values)
        return next(one for record, one in written.touched if record == "person")

    def family(self, at: int) -> None:
        """Write a family down, with its household, cases and visits."""
        males = self.names["surname", "m"]
        surname = males[(at * 7) % len(males)]
        pair = (surname, surname + "а" if surname.endswith(("в", "н")) else surname)
        place = self.chance.choice(PLACES)
        mother_born = date(1970 + self.chance.randrange(25), self.chance.randrange(1, 13), 11)
        people = [("head", self.person(pair, "f", mother_born, place))]
        if self.chance.random() > 0.4:
            born = mother_born.replace(year=mother_born.year - 3, day=7)
            people.append(("spouse", self.person(pair, "m", born, place)))
        for _ in range(self.chance.randrange(0, 4)):
            year = min(2019, mother_born.year + self.chance.randrange(18, 34))
            born = date(year, self.chance.randrange(1, 13), self.chance.randrange(1, 28))
            people.append(("child", self.person(pair, self.chance.choice("mf"), born, place)))
        with self.file.writing(self.now(TODAY - timedelta(days=50))) as uow:
            make_household(
                uow,
                {"name": pair[1], "settlement": place},
                [MemberDraft(person=one, relation=relation) for relation, one in people],
            )
        for relation, person in people:
            if relation != "child" or self.chance.random() > 0.7:
                self.work_with(person, relation)

    def work_with(self, person: RecordId, relation: str) -> None:
        """Enter a person into the project, open a case, visit."""
        began = TODAY - timedelta(days=self.chance.randrange(20, 180))
        answers = {
            "labour_situation": "unemployed" if relation != "child" else "inactive",
            "education": self.chance.choice(("primary", "lower_secondary", "upper_secondary", None)),
            "in_education": "no" if relation != "child" else "yes",
        }
        with self.file.writing(self.now(began)) as uow:
            enter(uow, EntryDraft(person=person, entered_on=began, answers=answers))
        if self.chance.random() > 0.35:
            values = {
                "person": person,
                "type": "individual_adult" if relation != "child" else "child",
                "priority": self.chance.choice(("low", "medium", "medium", "high", "urgent")),
                "status": self.chance.choice(("assessment", "active", "active", "review")),
                "opened_on": began,
            }
            with self.file.writing(self.now(began, 10)) as uow:
                open_case(uow, values)
        for _ in range(self.chance.randrange(1, 9)):
            self.visit(person, began + timedelta(days=self.chance.randrange((TODAY - began).days)))

    def visit(self, person: RecordId, day: date) -> None:
        """Write a visit down."""
        draft = VisitDraft(
            person=person,
            service=self.chance.choice(SERVICES),
            form=self.chance.choice(("home_visit", "office", "phone", "institution")),
            provided_on=day,
            minutes=self.chance.choice((20, 30, 45, 60, 90)),
            staff_member=self.file.user.staff_member,
            note=self.chance.choice(NOTES) or None,
        )
        with self.file.writing(self.now(day, 11)) as uow:
            record_visit(uow, draft)


def make(path: Path, *, families: int = 22, seed: int = 7) -> CaseFile:
    """Make the file; it stays open."""
    text = paths.resource("profiles/kazanlak.toml").read_text("utf-8")
    start = datetime.combine(TODAY - timedelta(days=200), time(8), tzinfo=UTC)
    cost = Cost(memory=64, passes=3)
    file = create_case_file(
        path, NewFile("kran", "house", text), password=PASSWORD, now=start, cost=cost
    )
    builder = Builder(file, random.Random(seed))  # noqa: S311 - made-up people, no secret
    builder.load_names()
    staff = file.user.staff_member
    if staff is not None:
        with file.writing(start) as uow:
            values = {"given_name": "Невена", "family_name": "Стоилова", "role": "social_worker"}
            save_record(uow, StaffMember, staff, values, what="record_changed")
    for at in range(families):
        builder.family(at)
    with file.reading(builder.now(TODAY)) as uow:
        rows = uow.people.page(limit=3)
    for row in rows:
        builder.visit(row.id, TODAY)
    return file
