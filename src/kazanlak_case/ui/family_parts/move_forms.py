"""A family moves, or some of it parts: into a household of its own, or to another family."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from typing_extensions import override

from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.household import Household, HouseholdMember
from kazanlak_case.domain.records.kinship import Residence
from kazanlak_case.i18n import N_, _
from kazanlak_case.services.family_moves import (
    MoveDraft,
    move_household,
    move_members,
    split_household,
)
from kazanlak_case.services.households import household_rows
from kazanlak_case.ui.family_parts.panel_form import PEOPLE, PanelForm, choice, field
from kazanlak_case.ui.forms.record_form import Section
from kazanlak_case.ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.db.work.rows import HouseholdListRow
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import FieldSpec
    from kazanlak_case.services.family import FamilyMember, FamilyPage
    from kazanlak_case.ui.forms.picker import Answer, Suggest
    from kazanlak_case.ui.kit import Kit

PLACE = ("settlement", "address", "tenure", "since", "reason")


class MoveForm(PanelForm):
    """The whole family moves."""

    save_word: ClassVar[str] = N_("Write the move")

    def __init__(self, parent: QWidget, kit: Kit, page: FamilyPage) -> None:
        super().__init__(parent, "moveForm", kit, whose=page.household.id)
        self._household = page.household.id
        specs = tuple(field(Residence, name, _label(name)) for name in PLACE)
        begun: dict[str, Value] = {
            "settlement": page.household.settlement,
            "since": kit.today,
            "reason": "moved",
        }
        self.ask(
            specs,
            begun,
            sections=(Section("", PLACE, ("settlement", "address", "reason")),),
            about=_("The address so far stays in the history of the family."),
        )

    @override
    def work(self, values: Mapping[str, Value]) -> Callable[[UnitOfWork], Written]:
        """End one residence and begin another."""
        return partial(_move, self._household, draft_of(values))

    @override
    def said(self) -> str:
        """Say that they live elsewhere now."""
        return _("The move is written.")


class PartForm(PanelForm):
    """Some of the family begin a household of their own."""

    save_word: ClassVar[str] = N_("Make the new household")

    def __init__(self, parent: QWidget, kit: Kit, page: FamilyPage, first: str = "") -> None:
        super().__init__(parent, "partForm", kit, whose=page.household.id)
        members = {one.member: one.name for one in page.members}
        self._order = [one.member for one in page.members]
        specs = (
            _who(),
            field(Household, "name", N_("Name of the new family")),
            *(field(Residence, name, _label(name)) for name in PLACE),
        )
        going = next((one for one in page.members if one.member == first), None)
        begun: dict[str, Value] = {
            "members": first or None,
            "name": _family_name(going),
            "settlement": page.household.settlement,
            "since": kit.today,
            "reason": "split",
        }
        self.ask(
            specs,
            begun,
            sections=(
                Section("", ("members",), ("members",)),
                Section("", ("name", *PLACE), ("name", "settlement", "address", "reason")),
            ),
            people=members,
            about=_("The first of those who go is the head of the new household."),
        )

    @override
    def work(self, values: Mapping[str, Value]) -> Callable[[UnitOfWork], Written]:
        """Let them leave here and live there, in one stroke."""
        going = going_of(values, self._order)
        return partial(_part, going, str(values["name"] or ""), draft_of(values))

    @override
    def said(self) -> str:
        """Say that there is a new household."""
        return _("The new household is made.")


class GoOverForm(PanelForm):
    """Some of the family go over to another household that is known."""

    save_word: ClassVar[str] = N_("Write the move")

    def __init__(self, parent: QWidget, kit: Kit, page: FamilyPage, first: str = "") -> None:
        super().__init__(parent, "goOverForm", kit, whose=page.household.id)
        self._own = page.household.id
        self._order = [one.member for one in page.members]
        specs = (
            _who(),
            field(HouseholdMember, "household", N_("To which family")),
            field(HouseholdMember, "since", N_("Since")),
        )
        self.ask(
            specs,
            {"members": first or None, "since": kit.today},
            sections=(
                Section("", ("members",), ("members",)),
                Section("", ("household", "since"), ("household",)),
            ),
            people={one.member: one.name for one in page.members},
        )

    @override
    def finder_of(self, record: str) -> Suggest:
        """Find households too, by their name or address."""
        if record == "household":
            return partial(find_households, self._kit, self._own)
        return super().finder_of(record)

    @override
    def work(self, values: Mapping[str, Value]) -> Callable[[UnitOfWork], Written]:
        """Let them leave here and live there, in one stroke."""
        going = going_of(values, self._order)
        to, since = RecordId(str(values["household"] or "")), values["since"]
        return partial(_go_over, going, to, since)

    @override
    def said(self) -> str:
        """Say that they live elsewhere now."""
        return _("The move is written.")


def find_households(kit: Kit, leave_out: RecordId, text: str, answer: Answer) -> None:
    """Find households as one types a name or an address."""
    if not text.strip():
        answer([])
        return
    kit.operations.read(
        partial(_households, text),
        done=partial(_answer_households, kit, leave_out, answer),
        channel="find household",
    )


def draft_of(values: Mapping[str, Value]) -> MoveDraft:
    """Take the place, the day and the reason out of a form."""
    since = values["since"]
    return MoveDraft(
        settlement=_text(values["settlement"]),
        address=_text(values["address"]),
        tenure=_text(values["tenure"]),
        since=since if isinstance(since, date) else None,
        reason=_text(values["reason"]),
    )


def going_of(values: Mapping[str, Value], order: Sequence[RecordId]) -> list[RecordId]:
    """Give who was ticked, in the order of the family: the first becomes the head."""
    ticked = set(str(values["members"] or "").split())
    return [one for one in order if one in ticked]


def _who() -> FieldSpec:
    spec = field(HouseholdMember, "person", N_("Who goes"), called="members")
    return choice(spec, PEOPLE, several=True)


def _label(name: str) -> str:
    return {"since": N_("Since"), "reason": N_("Why they moved")}.get(name, "")


def _family_name(member: FamilyMember | None) -> str | None:
    """Name a family by its head: Иванов, Иванова → Иванови, as people do; the user may write otherwise."""
    if member is None or " " not in member.name:
        return None
    last = member.name.split()[-1].removesuffix("а")
    return f"{last}и" if last.endswith(("ов", "ев", "ин")) else member.name.split()[-1]


def _text(value: Value) -> str | None:
    return str(value) if value else None


def _move(household: RecordId, draft: MoveDraft, uow: UnitOfWork) -> Written:
    return move_household(uow, household, draft)


def _part(going: list[RecordId], name: str, draft: MoveDraft, uow: UnitOfWork) -> Written:
    return split_household(uow, going, name, draft)


def _go_over(going: list[RecordId], to: RecordId, since: Value, uow: UnitOfWork) -> Written:
    return move_members(uow, going, to, since=since if isinstance(since, date) else None)


def _households(text: str, uow: UnitOfWork) -> list[HouseholdListRow]:
    return household_rows(uow, text=text, limit=20)


def _answer_households(
    kit: Kit, leave_out: RecordId, answer: Answer, rows: Sequence[HouseholdListRow]
) -> None:
    lookups = kit.lookups
    found = []
    for row in rows:
        if row.id != leave_out:
            parts = (lookups.settlement(row.settlement), row.address, row.head_name)
            detail = " · ".join(part for part in parts if part)
            found.append(Suggestion(row.id, row.name, detail))
    answer(found)
