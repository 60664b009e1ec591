"""Made-up people and what is done for them: many, quickly, and the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.ids import new_id
from kazanlak_case.domain.records import (
    Case,
    Participation,
    Person,
    ServiceEntry,
    Spell,
    Vulnerability,
)

NOW = datetime(2022, 11, 14, 9, 30, tzinfo=UTC)
YEAR_BEGINS = datetime(2021, 11, 15, 8, 0, tzinfo=UTC)

WOMEN = "Мария Айше Фатме Елена Гергана Емине Стефка Радка Надежда Ивана Златка Сабрие Цветелина Йорданка".split()
MEN = "Иван Стоян Хасан Мехмед Георги Асен Митко Ангел Юсеин Жечо Щилян Явор Красимир Румен".split()
FAMILIES = (
    "Иванов Димитров Асенов Юсеинов Хасанов Жеков Щерев Христов Ангелов Митков Панайотов Желязков Чолаков "
    "Цветанов Стоянов Ахмедов Кючуков Радев Бончев Русев Великов Добрев Колев Мечев Нанков Оджаков"
).split()
STREETS = "Роза Шипка Бузлуджа Тюлбе Ален мак Изворна Средна гора".split()
SETTLEMENTS = ("35167", "40292", "49076", "63570")
SERVICES = (
    "soc_info",
    "lab_cv",
    "hea_prevention",
    "edu_club_art",
    "lab_motivation",
    "soc_documents",
)
FORMS = ("office", "home_visit", "phone", "group")
WORDS = (
    "разговор за бюрото по труда договорена среща следващата седмица посещение на адрес семейството е вкъщи детето "
    "отсъства от училище майката бащата бабата леля брат сестра документи детски надбавки липсва бележка от личния "
    "лекар потвърди часа обади се не отговори пак утре сутринта помощ при попълване молба за социално жилище ток вода "
    "покрив ремонт работа заплата договор стаж курс грамотност ваксина изследване профилактика кръвно налягане група "
    "рисуване плуване танци йога учител класен ръководител обсъдени отказ съгласие подписа картон ще донесе копие лична "
    "карта изтекла подновена придружен до общината институция полиция съд адвокат медиатор доверие притеснена спокойна"
).split()
WORDS_OF_NOTE = (6, 22)


class MadeUp:
    """Makes records of one file, from one seed."""

    def __init__(self, seed: int = 7, *, start: date = date(2021, 11, 15)) -> None:
        self.random = random.Random(seed)
        self._start = start
        self._count = 0

    def person(self, now: datetime) -> Person:
        """Make a person with a number, a phone and an address."""
        pick = self.random
        is_woman = pick.random() < 0.5
        ending = "а" if is_woman else ""
        born = date(1950, 1, 1) + timedelta(days=pick.randrange(25_000))
        self._count += 1
        return Person(
            id=new_id(now),
            given_name=pick.choice(WOMEN if is_woman else MEN),
            middle_name=pick.choice(FAMILIES) + ending,
            family_name=pick.choice(FAMILIES) + ending,
            sex="f" if is_woman else "m",
            born_on=born,
            id_type="egn",
            national_id=egn(born, self._count, is_woman=is_woman),
            settlement=pick.choice(SETTLEMENTS),
            address=f"ул. {pick.choice(STREETS)} {pick.randrange(1, 99)}",
            phone=f"08{pick.randrange(7, 10)}{pick.randrange(10**7):07d}",
        )

    def case(self, now: datetime, person: RecordId, number: int) -> Case:
        """Open a case for a person."""
        return Case(
            id=new_id(now),
            person=person,
            number=f"К-{now:%Y}-{number:05d}",
            type="individual_adult",
            status="active",
            priority=self.random.choice(("low", "medium", "high")),
            opened_on=now.date(),
        )

    def visit(
        self,
        now: datetime,
        person: RecordId,
        *,
        case: RecordId | None = None,
        form: str | None = None,
    ) -> ServiceEntry:
        """Write down what was done for a person."""
        pick = self.random
        return ServiceEntry(
            id=new_id(now),
            person=person,
            case=case,
            service=pick.choice(SERVICES),
            form=form or pick.choice(FORMS),
            provided_on=now.date(),
            minutes=pick.choice((15, 30, 45, 60)),
            note=" ".join(pick.choices(WORDS, k=pick.randint(*WORDS_OF_NOTE))),
        )

    def participation(
        self, now: datetime, person: RecordId
    ) -> tuple[Participation, Vulnerability, Spell]:
        """Let a person take part in the operation, with all answers."""
        pick = self.random
        yes_no = ("yes", "no")
        taking_part = Participation(
            id=new_id(now),
            person=person,
            operation="integration",
            funds="oprchr",
            labour_situation=pick.choice(("unemployed", "inactive", "employed")),
            unemployed_since=date(2020, 1, 1 + pick.randrange(28)),
            in_education=pick.choice(yes_no),
            education=pick.choice(("primary", "lower_secondary", "upper_secondary", "bachelor")),
            jobless_household=pick.choice(yes_no),
            jobless_with_children=pick.choice(yes_no),
            single_adult_with_children=pick.choice(yes_no),
            card_signed_on=now.date(),
        )
        answers = ("yes", "no", "no", "refused")
        asked = Vulnerability(
            id=new_id(now),
            participation=taking_part.id,
            ethnicity=pick.choice(("bulgarian", "turkish", "roma", "refused")),
            migrant="no",
            foreign_background="no",
            minority=pick.choice(answers),
            roma=pick.choice(answers),
            disability=pick.choice(answers),
            homeless="no",
            other_disadvantage="no",
            asked_on=now.date(),
        )
        stay = Spell(
            id=new_id(now),
            participation=taking_part.id,
            entered_on=now.date(),
            left_on=now.date() + timedelta(days=90) if pick.random() < 0.6 else None,
            exit_state=pick.choice(("job_searching", "got_offer", "no_offer")),
            status_6m=pick.choice(("employed", "unemployed", "inactive")),
        )
        return taking_part, asked, stay


def egn(born: date, number: int, *, is_woman: bool) -> str:
    """Make a made-up personal number that passes its check."""
    month = born.month + (40 if born.year >= 2000 else 0)
    serial = (number * 2 + is_woman) % 1000
    digits = f"{born:%y}{month:02d}{born:%d}{serial:03d}"
    weights = (2, 4, 8, 5, 10, 9, 7, 3, 6)
    check = (
        sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11 % 10
    )
    return f"{digits}{check}"


def work_days(days: int) -> Iterator[datetime]:
    """Give the working days of the year before NOW, in order."""
    day = YEAR_BEGINS
    for _ in range(days):
        while day.weekday() > 4:
            day += timedelta(days=1)
        yield day
        day += timedelta(days=1)
