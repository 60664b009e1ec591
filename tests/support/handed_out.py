"""Every service function there is, called with every argument that fits, and all that it hands out as one text."""

import dataclasses
import functools
import importlib
import inspect
import itertools
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from kazanlak_case import services
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.people import PeopleFilter
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.issued import IssuedFilter
from kazanlak_case.db.work.rows import CaseFilter
from kazanlak_case.domain.changes import Written
from kazanlak_case.domain.duplicates import PersonFacts
from kazanlak_case.domain.errors import ExpectedError, NotAllowedError
from kazanlak_case.domain.exchange import ImportReport
from kazanlak_case.domain.findings import Finding
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.esf import Rule
from kazanlak_case.domain.rules.expressions import names_in
from kazanlak_case.domain.rules.participants import Selection
from kazanlak_case.services.assessing import AssessmentDraft
from kazanlak_case.services.attachments import AttachmentDraft
from kazanlak_case.services.births import BirthDraft
from kazanlak_case.services.calendar_out import CalendarOrder
from kazanlak_case.services.closing import Closing
from kazanlak_case.services.confidential import NoteDraft
from kazanlak_case.services.consents import ConsentAnswer
from kazanlak_case.services.erasure import ErasurePlan
from kazanlak_case.services.erasure_order import ErasureOrder
from kazanlak_case.services.family_moves import MoveDraft
from kazanlak_case.services.finding_people import SEARCHED
from kazanlak_case.services.households import MemberDraft
from kazanlak_case.services.indicators import rules_in_use
from kazanlak_case.services.issuing import Paper
from kazanlak_case.services.kinship import TieDraft
from kazanlak_case.services.new_family import NewFamily, NewMember
from kazanlak_case.services.paper_facts import NATURAL, PaperWish
from kazanlak_case.services.paper_periods import PERIOD_FORMS
from kazanlak_case.services.participation import EntryDraft
from kazanlak_case.services.plan_drafts import PlanDraft
from kazanlak_case.services.plan_reviews import ReviewDraft
from kazanlak_case.services.reports import REPORTS
from kazanlak_case.services.transfers import Offer
from kazanlak_case.services.visits import VisitDraft
from kazanlak_case.services.wanted_answers import WANTED
from support.marked_file import NOT_MARKED, Marked
from support.office import SERVICE

Function = Callable[..., Any]

PROFESSION = "psychologist"

INNER = frozenset(
    {
        "answer_words.answer_words",
        "assessments.earlier_of",
        "assessments.scores_of",
        "cases.prepare_case",
        "cases.prepare_closing",
        "consent_states.answers_of",
        "death_visits.prepare_visits_after",
        "intakes.prepare_intake",
        "issuing.prepare_issue",
        "family_moves.relation_to",
        "frozen_card.first_spell",
        "frozen_card.require_open_birth",
        "frozen_card.require_open_deleting",
        "frozen_card.require_open_edit",
        "frozen_card.require_open_undoing",
        "joining_fields.choices_of",
        "joining_ties.vanishes",
        "kinship.prepare_tie",
        "microdata.with_people",
        "numbering.next_case_number",
        "numbering.next_document_number",
        "participation.prepare_answers",
        "photos.prepare_decision",
        "photos.require_given_out",
        "photos.withheld_of",
        "participation.prepare_situation",
        "paper_parts.gathered",
        "paper_periods.period_facts",
        "people.prepare_person",
        "plan_approval.may_approve",
        "planning.prepare_new_version",
        "planning.prepare_plan",
        "row_rights.require_row",
        "row_rights.seen_rows",
        "timeline_filter.narrowed",
        "timeline_items.seen_of",
        "transfer_attachments.papers_along",
        "transfer_attachments.whereabouts",
        "transfers.closed_sites",
        "transfers.is_incoming",
        "transfers.pending_of",
        "shared_visits.leave_to_others",
        "visit_people.homes_of",
        "visit_people.prepare_others",
        "visit_people.prepare_workers",
        "visit_people.shared_home",
        "visits.open_case_of",
        "writing.prepare_birth",
        "writing.prepare_edit",
    }
)
"""What other services build on: it hands values to them only, and no window, command or file writer may import it."""


OTHER_WRITERS = frozenset(
    {"conflicts.settle_alike", "erasure_order.order_erasure", "emergency.acknowledge"}
)
"""What writes and answers otherwise."""


@dataclasses.dataclass(frozen=True)
class Service:
    """One public function that works on a file."""

    name: str
    call: Function
    takes_file: bool

    @property
    def writes(self) -> bool:
        """Whether it answers with what it wrote, or is known to write."""
        answer = inspect.signature(self.call).return_annotation
        return answer is Written or self.name in OTHER_WRITERS


def all_services() -> list[Service]:
    """Find every public function of every module of services that takes a unit of work, or a file, first."""
    found = []
    for module in pkgutil.iter_modules(services.__path__):
        room = importlib.import_module(f"{services.__name__}.{module.name}")
        for name, call in inspect.getmembers(room, inspect.isfunction):
            if call.__module__ != room.__name__ or name.startswith("_"):
                continue
            first = next(iter(inspect.signature(call).parameters.values()), None)
            if first is not None and first.annotation in {UnitOfWork, CaseFile}:
                found.append(Service(f"{module.name}.{name}", call, first.annotation is CaseFile))
    return found


def told(value: object) -> str:
    """Put all that somebody is handed into one text: dataclasses, tuples and all they hold."""
    return " ".join(_told(value))


def _told(value: object) -> Iterator[str]:
    if isinstance(value, (date, datetime)):
        yield value.isoformat()
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for one in dataclasses.fields(value):
            yield from _told(getattr(value, one.name))
        # what a class makes of its fields is shown too
        for name in ("name", "label"):
            yield from _told(getattr(value, name, ""))
    elif isinstance(value, Mapping):
        for item in itertools.chain(value.keys(), value.values()):
            yield from _told(item)
    elif isinstance(value, (str, int, float)) or value is None or callable(value):
        yield str(value)
    elif isinstance(value, Iterable):
        for item in value:
            yield from _told(item)
    else:
        yield str(value)


def arguments_of(uow: UnitOfWork, made: Marked, service: Service) -> Iterator[dict[str, Any]]:
    """Give every set of arguments a function is called with.

    Raises:
        LookupError: Nobody has said what to give for one of its parameters.
    """
    parameters = list(inspect.signature(service.call).parameters.values())[1:]
    needed = {
        one.name
        for one in parameters
        if one.default is one.empty and one.kind is not one.VAR_POSITIONAL
    }
    all_sets, known = _given(uow, made)
    together = [sets for names, sets in all_sets.items() if set(names) <= needed]
    given = {name for sets in together for name in sets[0]}
    for one in parameters:
        if one.name in needed - given:
            kinds = (
                f"{service.name}: {one.name}",
                f"{one.name}: {_kind(one.annotation)}",
                one.name,
            )
            values = next((known[kind] for kind in kinds if kind in known), None)
            if values is None:
                raise LookupError(f"{service.name}: {one.name}: {_kind(one.annotation)}")
            together.append([{one.name: value} for value in values])
    for sets in itertools.product(*together):
        yield {name: value for one in sets for name, value in one.items()}


@functools.lru_cache(maxsize=1)
def _given(
    uow: UnitOfWork, made: Marked
) -> tuple[dict[tuple[str, ...], Sequence[dict[str, Any]]], dict[str, Sequence[Any]]]:
    """Make what is given once for all services that one unit of work tries."""
    return _sets(uow, made), _values(uow, made)


def _kind(annotation: Any) -> str:
    return getattr(annotation, "__name__", str(annotation))


def _sets(uow: UnitOfWork, made: Marked) -> dict[tuple[str, ...], Sequence[dict[str, Any]]]:
    """Give arguments that only make sense together."""
    records = [(name, made.ids[name]) for name in RECORDS if name not in NOT_MARKED]
    return {
        ("record", "record_id"): [{"record": name, "record_id": one} for name, one in records],
        ("cls", "record_id"): [{"cls": RECORDS[name], "record_id": one} for name, one in records],
        ("name", "record_id"): [{"name": name, "record_id": one} for name, one in records],
        ("rule_set", "code"): [{"rule_set": one.set, "code": one.code} for one in _rules(uow)],
        ("record", "field"): [
            {"record": one.wanted.record, "field": one.wanted.field} for one in WANTED
        ],
        ("one", "other"): [{"one": made.ids["person"], "other": made.twins["person"]}],
    }


def _rules(uow: UnitOfWork) -> list[Rule]:
    """Give an indicator that rests on sensitive answers, and one that does not."""
    by_what: dict[bool, Rule] = {}
    for rule in rules_in_use(uow.profile):
        by_what.setdefault("disability" in names_in(rule.condition), rule)
    return list(by_what.values())


def _values(uow: UnitOfWork, made: Marked) -> dict[str, Sequence[Any]]:
    """Give values by the name of a parameter, or by its name and type."""
    ids = made.ids
    person = uow.records.get(Person, ids["person"])
    typed = [made.marks[place][0] for place in ("person.given_name", *SEARCHED.values())]
    text = {"note": "x"}
    visit = VisitDraft(person=ids["person"], service=SERVICE, provided_on=uow.today)
    return {
        "person": [ids["person"]],
        "person: Person": [person],
        "person_id": [ids["person"]],
        "person_ids": [[ids["person"], made.twins["person"]]],
        "people": [[ids["person"]]],
        "ids": [list(ids.values())],
        "case_id": [ids["case"]],
        "cases": [[ids["case"]]],
        "household_id": [ids["household"]],
        "member_id": [ids["household_member"]],
        "members": [[ids["household_member"]]],
        "to": [ids["household"]],
        "head": [ids["person"]],
        "tie_id": [ids["kinship"]],
        "visit_id": [ids["service_entry"]],
        "block_id": [ids["text_block"]],
        "participation_id": [ids["participation"]],
        "spell_id": [ids["spell"]],
        "transfer_id": [ids["transfer"]],
        "decision_id": [ids["duplicate_decision"]],
        "note_id": [ids["confidential_note"]],
        "protocol": [ids["erasure_protocol"]],
        "request": [ids["data_request"]],
        "former": [made.twins["person"]],
        "one: RecordId": [ids["person"]],
        "name": list(REPORTS),
        "text": typed,
        "typed": typed,
        "typed: Mapping": [{"given_name": person.given_name, "national_id": person.national_id}],
        "words": typed[:3],
        "wanted: CaseFilter": [CaseFilter(), CaseFilter(person=ids["person"])],
        "wanted: PeopleFilter": [PeopleFilter(), PeopleFilter(without_number=False)],
        "selection": [Selection()],
        "language": ["bg"],
        "records.list_records: name": [name for name in RECORDS if name not in NOT_MARKED],
        "day": [uow.today, made_day(uow)],
        "staff_member": [ids["staff_member"]],
        "receivers": [[made.twins["person"]]],
        "leaders": [{ids["case"]: ids["staff_member"]}],
        "rest": [ids["staff_member"]],
        "deadlines": [()],
        "order: CalendarOrder": [
            CalendarOrder(first=made_day(uow), last=uow.today, with_names=names)
            for names in (False, True)
        ],
        "team.team_list: code": ["open", "tasks", "quiet_case"],
        "agenda.see_to: code": ["school_age"],
        "agenda.see_to: title": ["x"],
        "tasks.make_task: values": [{"title": "x"}],
        "tasks.change_task: values": [{"title": "x"}],
        "task_id": [ids["task"]],
        "enrolment_id": [ids["enrolment"]],
        "begun.begun_in_case: kind": ["plan", "assessment"],
        "enrolments.write_enrolment: values": [{"person": ids["person"], "kind": "secondary"}],
        "on: date": [uow.today],
        "last: date": [uow.today],
        "first: date": [made_day(uow)],
        "visits.record_visits: drafts": [[visit]],
        "drafts": [[PersonFacts.of(person)]],
        "first": [{}],
        "moment": [None],
        "report: ImportReport": [ImportReport("merged", "00", "enina")],
        "record": [name for name in RECORDS if name not in NOT_MARKED],
        "record: Record": [person],
        "scope: str": [uow.site],
        "reason": ["x"],
        "died_on": [uow.today],
        "opening": [ids["emergency_opening"]],
        "undo_id": [made.undo],
        "what": ["x"],
        "plan: JoiningPlan": [made.plan],
        "plan: ErasurePlan": [ErasurePlan({}, {})],
        "question": [made.question],
        "answers: Sequence": [[]],
        "one: Finding": [Finding(rule="orphans", type="person", id=made.twins["person"])],
        "draft: VisitDraft": [visit],
        "attachment_id": [ids["attachment"]],
        "draft: AttachmentDraft": [AttachmentDraft(person=ids["person"], title="x")],
        "attachments.add_attachment: content": [None],
        "draft: NoteDraft": [NoteDraft(person=ids["person"], secret=PROFESSION, text="x")],
        "order: ErasureOrder": [ErasureOrder()],
        "draft: EntryDraft": [EntryDraft(person=made.twins["person"])],
        "draft: MoveDraft": [MoveDraft(address="x")],
        "draft: BirthDraft": [BirthDraft(household=ids["household"], values={"given_name": "x"})],
        "draft: TieDraft": [
            TieDraft(person=ids["person"], other=made.twins["person"], relation="child")
        ],
        "kinship.add_ties: drafts": [[]],
        "told_apart.told_apart_people: names": [
            [(ids["person"], "x"), (made.twins["person"], "x")]
        ],
        "draft: MemberDraft": [MemberDraft(person=made.twins["person"])],
        "wanted: Offer": [Offer(case=ids["case"])],
        "changes: Iterable": [[]],
        "values": [text],
        "value": ["x"],
        "cases.change_case: values": [{"summary": "x"}],
        "cases.open_case: values": [{"person": ids["person"]}],
        "entry.save_new_person: values": [{"given_name": "x"}],
        "households.change_member: values": [{"relation": "x"}],
        "households.make_household: values": [{"name": "x"}],
        "participation.exit_spell: values": [{"exit_state": "x"}],
        "participation.save_answers: values": [{"roma": "yes"}],
        "participation.save_participation: values": [{"activity": "x"}],
        "participation.save_results: values": [{"left_on": uow.today}],
        "data_requests.answer_request: values": [{"outcome": "done"}],
        "data_requests.record_request: values": [{"kind": "access"}],
        "lifetime.after_death: values": [{}],
        "intake_id": [ids["intake"]],
        "intakes.write_intake: values": [{"person": ids["person"]}],
        "intakes.change_intake: values": [{"reason": "x"}],
        "consent_id": [ids["consent"]],
        "consents.allows: kind": ["data_sharing"],
        "consents.record_consents: answers": [[ConsentAnswer(type="photo", answer="given")]],
        "consents.record_consents: values": [{"note": "x"}],
        "participant_card.correct_card: values": [{"activity": "x"}],
        "participation.save_spell: values": [{"exit_state": "x"}],
        "closing.close_whole: closing": [Closing(reason="x")],
        "family: NewFamily": [
            NewFamily(
                household={"name": "x"},
                members=[NewMember(relation="head", values={"given_name": "x"})],
            )
        ],
        "work_list.fill: answers": [{ids["person"]: "x"}],
        "assessment_id": [ids["assessment"]],
        "plan_id": [ids["plan"]],
        "action_id": [ids["plan_action"]],
        "comment": ["x"],
        "questionnaires.questionnaire: code": ["adult"],
        "version": [1],
        "questionnaires.retire_questionnaire: record_id": [ids["questionnaire"]],
        "draft: AssessmentDraft": [
            AssessmentDraft(case=ids["case"], questionnaire="adult", version=1)
        ],
        "draft: PlanDraft": [PlanDraft(case=ids["case"], assessment=ids["assessment"])],
        "draft: ReviewDraft": [ReviewDraft(plan=ids["plan"])],
        "referral_id": [ids["referral"]],
        "signal_id": [ids["signal"]],
        "signals.record_signal: values": [{"facts": "x"}],
        "signals.follow_signal: values": [{"follow_up": "x"}],
        "written: Written": [Written("", frozenset())],
        "referrals.record_referral: values": [{"person": ids["person"], "institution": "dbt"}],
        "referrals.change_referral: values": [{"reason": "x"}],
        "referrals.answer_referral: values": [{"answer": "x"}],
        "institution": ["dbt"],
        "basis": ["law"],
        "cls": [cls for name, cls in RECORDS.items() if name not in NOT_MARKED],
        "field": [None],
        "paper: Paper": [Paper(form="report")],
        "wish: PaperWish": [
            *(PaperWish(form=form, person=ids["person"]) for form in (*NATURAL, "report")),
            *(PaperWish(form=form) for form in sorted(PERIOD_FORMS)),
        ],
        "document": [ids["issued_document"]],
        "filters": [IssuedFilter()],
        "jobs": [[ids["print_job"]]],
        "form": ["report"],
        "source_type": ["person"],
        "source": [ids["person"]],
    }


def made_day(uow: UnitOfWork) -> date:
    """Give the day of the visit."""
    return date.fromordinal(uow.today.toordinal() - 3)


def handed_out(uow: UnitOfWork, service: Service, arguments: Mapping[str, Any]) -> str | None:
    """Give all that one call hands out; None where it refuses because of who asks."""
    try:
        return told(service.call(uow, **arguments))
    except NotAllowedError:
        return None
    except (ExpectedError, KeyError):
        return ""
