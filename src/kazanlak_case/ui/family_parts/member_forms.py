"""Somebody comes to a family: found among those who are known, or written down anew."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from typing_extensions import override

from kazanlak_case.domain.records.household import HouseholdMember
from kazanlak_case.domain.records.person import Person
from kazanlak_case.i18n import N_, _
from kazanlak_case.services.births import write_member
from kazanlak_case.services.household_people import HEAD
from kazanlak_case.services.households import (
    MemberDraft,
    add_member,
    change_member,
    remove_member,
    set_head,
)
from kazanlak_case.ui.family_parts.panel_form import PanelForm, field
from kazanlak_case.ui.forms.record_form import Section
from kazanlak_case.ui.widgets.buttons import Button, QuietButton

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import RecordId, Value
    from kazanlak_case.services.family import FamilyMember
    from kazanlak_case.ui.kit import Kit

NEW_PERSON = (
    "given_name",
    "middle_name",
    "family_name",
    "sex",
    "born_on",
    "nickname",
    "id_type",
    "national_id",
)


class MemberForm(PanelForm):
    """Adds somebody who is known to the household."""

    save_word: ClassVar[str] = N_("Add to the family")

    new_wanted = Signal()

    def __init__(self, parent: QWidget, kit: Kit, household: RecordId) -> None:
        super().__init__(parent, "memberForm", kit, whose=household)
        self._household = household
        specs = (
            field(HouseholdMember, "person", N_("Who")),
            field(HouseholdMember, "relation"),
            field(HouseholdMember, "since", N_("Lives here since")),
        )
        form = self.ask(
            specs,
            {},
            sections=(Section("", ("person", "relation", "since"), ("person",)),),
        )
        button = QuietButton(self, "newMember", kit.look, icon="user-plus")
        button.say(_("Not here yet: write down a new person"))
        button.clicked.connect(self.new_wanted)
        self.layout_.insertWidget(
            self.layout_.indexOf(form) + 1, button, 0, Qt.AlignmentFlag.AlignLeft
        )

    @override
    def work(self, values: Mapping[str, Value]) -> Callable[[UnitOfWork], Written]:
        """Add to the household; where else they live ends with the same day."""
        return partial(_add, self._household, dict(values))

    @override
    def said(self) -> str:
        """Say that they live there now."""
        return _("Added to the family.")


class NewMemberForm(PanelForm):
    """Writes a new person down, who lives in the household."""

    save_word: ClassVar[str] = N_("Add to the family")

    def __init__(self, parent: QWidget, kit: Kit, household: RecordId, family_name: str) -> None:
        super().__init__(parent, "newMemberForm", kit, whose=household)
        self._household = household
        specs = (
            *(field(Person, name) for name in NEW_PERSON),
            field(Person, "born_precision"),
            field(HouseholdMember, "relation"),
            field(HouseholdMember, "since", N_("Lives here since")),
        )
        shown = ("given_name", "family_name", "middle_name", "relation", "sex", "born_on")
        more = ("nickname", "since", "id_type", "national_id")
        self.ask(
            specs,
            {"family_name": family_name or None, "id_type": "none"},
            sections=(Section("", (*shown, *more)),),
        )

    @override
    def work(self, values: Mapping[str, Value]) -> Callable[[UnitOfWork], Written]:
        """Write person and membership in one stroke."""
        return partial(_write_new, self._household, dict(values))

    @override
    def said(self) -> str:
        """Say that they live there now."""
        return _("Written down and added to the family.")


class MembershipForm(PanelForm):
    """Corrects what somebody is to the head, or since when they live there; or lets them leave on a day."""

    def __init__(
        self, parent: QWidget, kit: Kit, household: RecordId, member: FamilyMember
    ) -> None:
        super().__init__(parent, "membershipForm", kit, whose=member.member)
        self._household = household
        self._member = member
        specs = (
            field(HouseholdMember, "relation"),
            field(HouseholdMember, "since", N_("Lives here since")),
            field(HouseholdMember, "until", N_("Left on")),
        )
        standing: dict[str, Value] = {
            "relation": member.relation,
            "since": member.since,
            "until": member.until,
        }
        sections = (Section("", ("relation", "since", "until")),)
        self.ask(specs, standing, sections=sections)
        if kit.writes("household_member.until") and member.until is None:
            button = Button(self, "leavesToday", kit.look, icon="door-open")
            button.say(_("Does not live here any more"))
            button.clicked.connect(self.leave_today)
            self.layout_.insertWidget(
                self.layout_.count() - 1, button, 0, Qt.AlignmentFlag.AlignLeft
            )

    def leave_today(self) -> None:
        """Let them leave on the day that was typed, or today."""
        until = self.state.value("until")
        work = partial(_leave, self._member.member, until)
        self._kit.operations.write(work, done=self._on_saved, failed=self._on_refused)

    @override
    def work(self, values: Mapping[str, Value]) -> Callable[[UnitOfWork], Written]:
        """Correct the membership."""
        if values["relation"] == HEAD and self._member.relation != HEAD:
            # what all the others are is said of the head: who that is is changed for all of them
            return partial(_set_head, self._household, self._member.person)
        return partial(_change, self._member.member, dict(values))

    @override
    def said(self) -> str:
        """Say that it is saved."""
        return _("Saved.")


def _add(household: RecordId, values: dict[str, Value], uow: UnitOfWork) -> Written:
    draft = MemberDraft(
        person=_id(values["person"]),
        relation=_text(values["relation"]),
        since=_day(values["since"]),
    )
    return add_member(uow, household, draft, moving=True)


def _write_new(household: RecordId, values: dict[str, Value], uow: UnitOfWork) -> Written:
    relation, since = _text(values.pop("relation")), _day(values.pop("since"))
    return write_member(uow, household, values, relation=relation, since=since)


def _change(member: RecordId, values: dict[str, Value], uow: UnitOfWork) -> Written:
    return change_member(uow, member, values)


def _set_head(household: RecordId, person: RecordId, uow: UnitOfWork) -> Written:
    return set_head(uow, household, person)


def _leave(member: RecordId, until: Value, uow: UnitOfWork) -> Written:
    return remove_member(uow, member, until=_day(until))


def _id(value: Value) -> RecordId:
    from kazanlak_case.domain.fields import RecordId

    return RecordId(str(value or ""))


def _text(value: Value) -> str | None:
    return str(value) if value else None


def _day(value: Value) -> date | None:
    from datetime import date

    return value if isinstance(value, date) else None
