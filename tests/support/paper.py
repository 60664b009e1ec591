"""One person with everything a form can say, so that each of the 21 has something to be filled from."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import (
    Assessment,
    AssessmentScore,
    Attachment,
    Case,
    Consent,
    Goal,
    GoalReview,
    Household,
    HouseholdMember,
    Intake,
    IntakeRisks,
    Participation,
    Person,
    Plan,
    PlanAction,
    PlanReview,
    Referral,
    ServiceEntry,
    ServicePerson,
    ServiceWorker,
    Signal,
    Spell,
    StaffMember,
    UnplannedNeed,
    Vulnerability,
)
from kazanlak_case.services.questionnaires import shipped
from support.office import EGN_OF_WOMAN, OTHER_SERVICE, SERVICE

LONG_WORD = "Противоконституционствувателствувайте" * 3


@dataclass
class Papers:
    """Ids of what was written, by record type; of several of a type the first."""

    ids: dict[str, RecordId]

    def of(self, name: str) -> RecordId:
        return self.ids[name]


def write_papers(uow: UnitOfWork) -> Papers:
    """Write the person, the household and all that case work leaves behind."""
    made: list[Any] = []
    ids: dict[str, RecordId] = {}

    def make(cls: type, **values: Any) -> RecordId:
        record = cls(id=uow.new_id(), **values)
        made.append(record)
        name = "".join(f"_{c.lower()}" if c.isupper() else c for c in cls.__name__).lstrip("_")
        ids.setdefault(name, record.id)
        return record.id

    worker = make(StaffMember, given_name="Ваня", family_name="Колева", role="social_worker")
    second = make(StaffMember, given_name="Росен", family_name="Минчев", role="roma_mediator")
    person = make(
        Person,
        given_name="Милена",
        middle_name="Асенова",
        family_name="Демирева",
        sex="f",
        born_on=date(1985, 3, 10),
        id_type="egn",
        national_id=EGN_OF_WOMAN,
        settlement="40292",
        address="ул. „Роза“ 12",
        phone="0888123456",
    )
    child = make(Person, given_name="Стефан", family_name="Демирев", born_on=date(2014, 5, 2))
    home = make(Household, name="Демиреви", settlement="40292", tenure=None)
    make(HouseholdMember, household=home, person=person, relation="head", since=date(2019, 1, 1))
    make(HouseholdMember, household=home, person=child, relation="child", since=date(2019, 1, 1))
    case = make(
        Case,
        person=person,
        number="КР-2022-0007",
        type="individual_adult",
        priority="urgent",
        leader=worker,
        opened_on=date(2022, 3, 1),
        closed_on=date(2022, 11, 4),
        closing_reason="goals_met",
        closing_result="reached",
        achieved="Започна работа и записа детето в първи клас.",
        recommendations="Среща след шест месеца; връзка с личния лекар.",
    )
    make(
        Case,
        person=child,
        number="КР-2022-0009",
        type="child",
        priority="urgent",
        leader=worker,
        opened_on=date(2022, 9, 1),
    )
    _intake(make, person, case, worker)
    _participation(make, person)
    _needs(make, case, worker)
    _plan(make, case, worker, ids)
    _visits(make, person, child, case, worker=worker, second=second)
    make(
        Referral,
        person=person,
        case=case,
        institution="dbt",
        addressee="г-жа Тодорова",
        reason="Регистрация като търсещо работа лице",
        urgency="soon",
        data_given="имена и телефон",
        data="address birth_year names national_id phone",
        basis="consent",
        sent_on=date(2022, 6, 2),
        answer_due_on=date(2022, 6, 16),
        staff_member=worker,
    )
    make(
        Signal,
        person=person,
        case=case,
        type="child_abuse",
        happened_on=date(2022, 10, 3),
        happened_at="14:20",
        place="двор на къщата",
        concerned="Стефан, 8 г.",
        facts="Детето дойде само, с видими следи.",
        source="съседка",
        actions="Обаждане на 112",
        notified="hotline112 ozd",
        notified_on=date(2022, 10, 3),
        notified_at="14:40",
        staff_member=worker,
    )
    team = [one for one in made if isinstance(one, StaffMember)]
    uow.log.append([Born(one) for one in team], "record_made")
    rest = [Born(one) for one in made if one not in team]
    uow.log.append(rest, "record_made", scope=uow.site)
    uow.commit()
    return Papers(ids)


def _intake(make: Any, person: RecordId, case: RecordId, worker: RecordId) -> None:
    intake = make(
        Intake,
        person=person,
        case=case,
        received_on=date(2022, 2, 25),
        source=None,
        reason="Търси работа и място в детска градина.",
        domains="labour education",
        labour_need="без работа от три години",
        decision="case",
        risk_home=True,
        staff_member=worker,
    )
    make(IntakeRisks, intake=intake, health=True, health_need="без личен лекар")
    for kind, answer in (("participation", "given"), ("photo", "refused")):
        make(
            Consent,
            person=person,
            type=kind,
            answer=answer,
            answered_on=date(2022, 3, 1),
            text_version="1",
            explained_by=worker,
        )
    make(Attachment, person=person, title="Акт за раждане", number="АР-118")


def _participation(make: Any, person: RecordId) -> None:
    card = make(
        Participation,
        person=person,
        labour_situation="unemployed",
        unemployed_since=date(2019, 6, 1),
        education="primary",
        in_education="no",
        jobless_household="yes",
        activity="Потребител на услуги",
    )
    make(Vulnerability, participation=card, roma="refused", disability="no")
    make(
        Spell,
        participation=card,
        entered_on=date(2022, 3, 1),
        left_on=date(2022, 11, 1),
        state="completed",
        employment_from=date(2022, 10, 20),
        status_6m="employed",
    )


def _needs(make: Any, case: RecordId, worker: RecordId) -> None:
    form = shipped()[0]
    assessment = make(
        Assessment,
        case=case,
        questionnaire=form.code,
        questionnaire_version=form.version,
        made_on=date(2022, 3, 15),
        staff_member=worker,
        team="Росен Минчев",
        living="Една стая с печка на дърва.",
        income="Детски надбавки.",
        strengths="Шие, помагат ѝ съседите.",
        own_view="Искам да работя.",
        conclusions="Първо документи, после работа.",
    )
    for domain in form.domains:
        for question in domain.questions:
            make(AssessmentScore, assessment=assessment, question=question.code, score=1)


def _plan(make: Any, case: RecordId, worker: RecordId, ids: dict[str, RecordId]) -> None:
    plan = make(
        Plan,
        case=case,
        version=1,
        assessment=ids["assessment"],
        made_on=date(2022, 3, 20),
        from_on=date(2022, 3, 20),
        until_on=date(2022, 9, 19),
        review_on=date(2022, 9, 19),
        commitments="Идва всяка седмица.",
    )
    goal = make(
        Goal,
        plan=plan,
        position=1,
        domain="labour",
        text="Започва работа",
        sign="подписан трудов договор",
        due_on=date(2022, 9, 1),
        status="met",
    )
    make(
        PlanAction,
        goal=goal,
        text="Упражнение за интервю",
        form="individual",
        frequency="всяка седмица",
        owner=worker,
        due_on=date(2022, 5, 1),
    )
    make(UnplannedNeed, plan=plan, domain="housing", reason="Чака решение на общината.")
    review = make(
        PlanReview,
        plan=plan,
        reviewed_on=date(2022, 9, 10),
        team="Колева, Минчев",
        changes="Намери работа.",
        decision="ends",
    )
    make(GoalReview, review=review, goal=goal, status="met", helped="редовните срещи")


def _visits(
    make: Any,
    person: RecordId,
    child: RecordId,
    case: RecordId,
    *,
    worker: RecordId,
    second: RecordId,
) -> None:
    entry = make(
        ServiceEntry,
        person=person,
        case=case,
        service=SERVICE,
        form="home_visit",
        provided_on=date(2022, 11, 2),
        minutes=90,
        started_at="10:30",
        staff_member=worker,
        note=f"Говорихме за училището. {LONG_WORD}",
        agreed="Среща с класната в петък.",
    )
    make(ServicePerson, service_entry=entry, person=child)
    make(ServiceWorker, service_entry=entry, staff_member=second)
    for day in (3, 7, 9):
        make(
            ServiceEntry,
            person=person,
            case=case,
            service=OTHER_SERVICE,
            form="individual",
            provided_on=date(2022, 11, day),
            minutes=45,
            staff_member=worker,
        )
