"""Шестима в едно семейство, една година: от съседката, която почука, до проследяването; и хартиите, които остават."""

import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kazanlak_case.db.verify import verify
from kazanlak_case.domain.records import (
    Goal,
    Participation,
    Plan,
    PlanAction,
    Spell,
    Task,
)
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.person import Person
from kazanlak_case.export.family_map_pdf import write_family_map
from kazanlak_case.export.form_pdf import write_form
from kazanlak_case.export.person_file import write_person_file
from kazanlak_case.services import (
    closing,
    consents,
    indicators,
    intakes,
    new_family,
    participant_card,
    participation,
    plan_approval,
    plan_reviews,
    planning,
    questionnaires,
    referrals,
    signals,
    tasks,
    visits,
)
from kazanlak_case.services.assessing import AssessmentDraft, save_assessment
from kazanlak_case.services.assessments import Answer
from kazanlak_case.services.closing import Closing
from kazanlak_case.services.consents import ConsentAnswer
from kazanlak_case.services.new_family import NewFamily, NewMember
from kazanlak_case.services.participation import EntryDraft
from kazanlak_case.services.plan_drafts import ActionDraft, GoalDraft, PlanDraft
from kazanlak_case.services.plan_reviews import ReviewDraft
from kazanlak_case.services.timeline import timeline
from kazanlak_case.services.visits import VisitDraft
from support.office import EGN_OF_WOMAN, id_of
from support.roads import CENTRE, Roads, at

KRAN = "kran"
KNOCK = date(2022, 5, 10)
CARD, ASSESSED, PLANNED = KNOCK + timedelta(2), KNOCK + timedelta(9), KNOCK + timedelta(14)
REFERRED, SIGNALLED, REVIEWED = date(2022, 6, 2), date(2022, 9, 19), date(2022, 11, 22)
CLOSED, LOOKED_BACK = date(2023, 4, 28), date(2023, 10, 30)
LOW = {"work_now": 0, "gp": 1, "insurance": 1, "treatment": 1}


@pytest.fixture
def roads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Roads]:
    made = Roads(tmp_path, monkeypatch)
    yield made
    made.close()


class Year:
    """What happens in the house, day after day."""

    def __init__(self, roads: Roads) -> None:
        self.roads = roads

    def do(self, service: Any, *args: Any, on: date, **options: Any) -> Any:
        return self.roads.do(KRAN, service, *args, on=on, **options)

    def ask(self, service: Any, *args: Any, on: date, **options: Any) -> Any:
        return self.roads.ask(KRAN, service, *args, on=on, **options)

    def knock(self) -> SimpleNamespace:
        """Съседката казва за тях; записват се шестимата наведнъж, а случаят се отваря със заявката."""
        row = self._row
        family = NewFamily(
            household={"settlement": "40292", "before_visit": "Куче в двора"},
            members=[
                row("head", "Милена", "Асенова", sex="f", national_id=EGN_OF_WOMAN, id_type="egn"),
                row("spouse", "Стефан", "Асенов", sex="m", nickname="Фанчо"),
                row("child", "Ани", "Асенова", sex="f", born_on=date(2009, 4, 2)),
                row("child", "Митко", "Асенов", sex="m", born_on=date(2014, 9, 20)),
                row("child", "Роза", "Асенова", sex="f", born_on=date(2020, 1, 8)),
                row(
                    "parent",
                    "Фана",
                    "Асенова",
                    sex="f",
                    born_on=date(1955, 7, 1),
                    born_precision="about",
                ),
            ],
            since=date(2019, 3, 1),
        )
        written = self.do(new_family.save_family, family, on=KNOCK)
        (household,) = [one for record, one in written.touched if record == "household"]
        people = {
            one.given_name: one.id
            for one in self.ask(lambda uow: uow.records.all(Person), on=KNOCK)
        }
        intake = {
            "person": people["Милена"],
            "source": "relative",
            "source_name": "съседка",
            "reason": "Без работа от две години, момичето не ходи на училище.",
            "urgency": "soon",
            "domains": "labour education",
            "decision": "case",
        }
        made = self.do(intakes.write_intake, intake, on=KNOCK)
        return SimpleNamespace(
            household=household,
            people=people,
            mother=people["Милена"],
            case=id_of(made, "case"),
            intake=id_of(made, "intake"),
        )

    @staticmethod
    def _row(relation: str, given: str, family: str, **values: Any) -> NewMember:
        return NewMember(
            relation=relation, values={"given_name": given, "family_name": family, **values}
        )

    def sign(self, family: SimpleNamespace) -> SimpleNamespace:
        """Съгласията – едно по едно; картата преди първата дейност."""
        answers = [
            ConsentAnswer(type="participation", answer="given"),
            ConsentAnswer(type="data_sharing", answer="given"),
            ConsentAnswer(type="home_visit", answer="given"),
            ConsentAnswer(type="photo", answer="refused"),
        ]
        self.do(consents.record_consents, family.mother, answers, {"language": "rom"}, on=CARD)
        draft = EntryDraft(
            person=family.mother,
            entered_on=CARD,
            answers={
                "labour_situation": "unemployed",
                "unemployed_since": date(2020, 3, 1),
                "in_education": "no",
                "education": "primary",
            },
            sensitive={"roma": "yes", "minority": "yes", "disability": "no", "homeless": "no"},
        )
        self.do(participation.enter, draft, on=CARD)
        (entered,) = self.ask(
            lambda uow: uow.records.find(Participation, person=family.mother), on=CARD
        )
        (spell,) = self.ask(lambda uow: uow.records.find(Spell, participation=entered.id), on=CARD)
        self.do(participant_card.sign_card, entered.id, on=CARD)
        return SimpleNamespace(participation=entered.id, spell=spell.id)

    def plan(self, family: SimpleNamespace) -> SimpleNamespace:
        """Оценка, план с цел за всяка слаба област, одобрение от общината."""
        form = questionnaires.shipped()[0]
        draft = AssessmentDraft(
            case=family.case,
            questionnaire=form.code,
            version=form.version,
            values={
                "strengths": "Държи децата чисти и навреме в градината.",
                "own_view": "Искам да работя.",
            },
            answers={code: Answer(LOW.get(code, 3)) for code in form.questions},
        )
        made = self.do(save_assessment, draft, final=True, on=ASSESSED)
        begun = self.ask(planning.new_plan, family.case, on=PLANNED)
        action = ActionDraft(
            values={
                "text": "Регистрация в бюрото по труда",
                "owner_other": "Трудовият медиатор",
                "due_on": PLANNED + timedelta(days=21),
            }
        )
        goal = GoalDraft(
            values={
                "domain": "labour",
                "text": "Милена започва работа",
                "sign": "подписан трудов договор",
                "due_on": date(2022, 12, 1),
            },
            actions=(action,),
        )
        plan = PlanDraft(
            case=begun.case,
            assessment=begun.assessment,
            values=begun.values,
            goals=(goal,),
            unplanned={"health": "Лекува се при лекаря на майка си; не иска друг."},
        )
        handed_in = self.do(plan_approval.submit_plan, plan, on=PLANNED)
        return SimpleNamespace(assessment=id_of(made, "assessment"), plan=id_of(handed_in, "plan"))

    def visit(self, family: SimpleNamespace, day: date, note: str, **more: Any) -> str:
        """Едно посещение при семейството се пише веднъж."""
        draft = VisitDraft(
            person=family.mother,
            service="soc_field",
            form="home_visit",
            provided_on=day,
            minutes=60,
            note=note,
            household=family.household,
            people=tuple(one for name, one in family.people.items() if name != "Милена"),
            **more,
        )
        return id_of(self.do(visits.record_visit, draft, on=day), "service_entry")

    def print_all(self, found: SimpleNamespace, out: Path) -> None:
        """Отпечатва се всичко, което остава в папката."""
        papers = {
            "application": ("intake", found.intake, "Без работа от две години"),
            "participant_card": ("participation", found.participation, "Милена"),
            "needs_assessment": ("assessment", found.assessment, "Искам да работя"),
            "support_plan": ("plan", found.plan, "подписан трудов договор"),
            "plan_review": ("plan_review", found.review, "придружаването"),
            "referral": ("referral", found.referral, "Регистрация като търсещо"),
            "home_visit": ("service_entry", found.visit, "бюрото по труда"),
            "incident": ("signal", found.signal, "Сватба е уговорена"),
            "exit_card": ("spell", found.spell, "28.04.2023"),
            "followup": ("spell", found.spell, "28.04.2023"),
            "closing": ("case", found.case, "цех за мебели"),
            "report": ("case", found.case, "10.05.2022"),
        }
        file, now = self.roads.files[KRAN], at(LOOKED_BACK)
        for form, (record, source, word) in papers.items():
            path = out / f"{form}.pdf"
            write_form(file, form, out=path, now=now, source_type=record, source=source)
            assert word in words_of(path), form
        write_family_map(file, found.household, out / "map.pdf", now=now)
        on_map = words_of(out / "map.pdf")
        assert all(name in on_map for name in found.people)
        write_person_file(file, found.mother, out / "diary.pdf", now=now)
        diary = words_of(out / "diary.pdf")
        assert all(f"Посещение през месец {month}." in diary for month in range(7, 13))
        assert "Работа в момента" in diary


def words_of(path: Path) -> str:
    """Read a paper as poppler does."""
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True
    )
    return " ".join(done.stdout.split())


def test_a_year_of_a_family_of_six(roads: Roads, tmp_path: Path) -> None:
    year = Year(roads)
    family = year.knock()
    case = year.ask(lambda uow: uow.records.get(Case, family.case), on=KNOCK)
    assert case.number is not None
    assert len(family.people) == 6
    entered = year.sign(family)
    made = year.plan(family)

    # Планът чака одобрение и пътува до общината; одобрен, той се връща.
    roads.round(on=PLANNED)
    roads.do(
        CENTRE, plan_approval.approve_plan, made.plan, "Добре подреден.", on=PLANNED + timedelta(2)
    )
    roads.round(on=PLANNED + timedelta(days=3))
    year.do(plan_approval.sign_plan, made.plan, on=PLANNED + timedelta(days=5))
    standing = year.ask(lambda uow: uow.records.get(Plan, made.plan), on=REFERRED)
    assert (standing.state, standing.review_on) == ("approved", date(2022, 11, 24))

    # Насочване с минимум данни; отговорът идва, дейността по плана е изпълнена със самото посещение.
    written = year.do(
        referrals.record_referral,
        {
            "person": family.mother,
            "case": family.case,
            "institution": "dbt",
            "basis": "consent",
            "data_given": "имена и телефон",
            "reason": "Регистрация като търсещо работа лице",
            "sent_on": REFERRED,
            "sent_by": "accompanied",
        },
        on=REFERRED,
    )
    referral = id_of(written, "referral")
    (action,) = year.ask(lambda uow: uow.records.all(PlanAction), on=REFERRED)
    with_them = year.visit(
        family,
        REFERRED + timedelta(days=4),
        "Отидохме заедно до бюрото по труда.",
        plan_action=action.id,
        action_done=True,
        agreed="Обаждане до работодателя",
        next_on=REFERRED + timedelta(days=11),
    )
    answered = REFERRED + timedelta(days=6)
    year.do(referrals.answer_referral, referral, {"outcome": "completed"}, on=answered)
    assert year.ask(lambda uow: uow.records.get(PlanAction, action.id), on=answered).done_on
    (task,) = year.ask(lambda uow: uow.records.find(Task, source=with_them), on=answered)
    year.do(tasks.tick_task, task.id, on=answered + timedelta(days=3))

    # Месец след месец; едното посещение стои при всички шестима, веднъж.
    for month in range(7, 13):
        year.visit(family, date(2022, month, 12), f"Посещение през месец {month}.")
    seen = {
        name: [
            one
            for one in year.ask(timeline, person, on=CLOSED, limit=100)
            if one.record == "service_entry"
        ]
        for name, person in family.people.items()
    }
    assert {len(one) for one in seen.values()} == {7}

    # Сигнал: остава завинаги.
    told = {
        "person": family.people["Ани"],
        "type": "early_marriage",
        "happened_on": SIGNALLED,
        "facts": "Сватба е уговорена за октомври.",
        "notified": "ozd police",
        "notified_on": SIGNALLED,
        "notified_at": "14:30",
    }
    signal = id_of(year.do(signals.record_signal, told, on=SIGNALLED), "signal")

    # Преглед на шестия месец: целта върви.
    (goal,) = year.ask(lambda uow: uow.records.find(Goal, plan=made.plan), on=REVIEWED)
    begun, _view = year.ask(plan_reviews.new_review, made.plan, on=REVIEWED)
    review = ReviewDraft(
        plan=made.plan,
        values={**begun.values, "decision": "goes_on", "changes": "Ани се върна в училище."},
        goals={goal.id: {"status": "in_progress", "helped": "придружаването"}},
    )
    reviewed = id_of(year.do(plan_reviews.review_plan, review, on=REVIEWED), "plan_review")

    # Край: работа, изход, карта до четири седмици, проследяване след шест месеца.
    ended = Closing(
        reason="found_job",
        result="reached",
        achieved="Работи в цех за мебели от март.",
        recommendations="Роза да влезе в градина през септември.",
        goals=((goal.id, "met"),),
        leaves=True,
        exit_state="other_employer",
        titles=("Карта при напускане", "Проследяване на 6-ия месец"),
    )
    year.do(closing.close_whole, family.case, ended, on=CLOSED)
    results = {"employment_from": CLOSED + timedelta(days=3)}
    year.do(participation.save_results, entered.spell, results, on=CLOSED + timedelta(days=10))
    left = year.ask(lambda uow: uow.records.find(Task, source=entered.spell), on=CLOSED)
    assert {one.due_on for one in left} == {CLOSED + timedelta(days=28), date(2023, 10, 28)}
    year.do(
        participation.save_results,
        entered.spell,
        {"status_6m": "employed"},
        on=LOOKED_BACK,
    )

    # Всички хартии, както се подписват; и картата на семейството.
    found = SimpleNamespace(
        **vars(family),
        **vars(entered),
        **vars(made),
        referral=referral,
        visit=with_them,
        signal=signal,
        review=reviewed,
    )
    year.print_all(found, tmp_path)

    # И общината брои жената веднъж, с работа след напускането; двата файла казват едно и също.
    roads.round(on=LOOKED_BACK)
    counted = {
        one.code: one.total
        for one in roads.ask(CENTRE, indicators.count_indicators, on=LOOKED_BACK)
        if one.total
    }
    assert counted["CO01"] == counted["CR04"] == counted["CR05"] == 1
    both = [verify(roads.files[site]) for site in (KRAN, CENTRE)]
    assert all(one.ok for one in both)
    assert both[0].scopes[KRAN] == both[1].scopes[KRAN]
