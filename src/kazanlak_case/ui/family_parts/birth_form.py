"""A child is born: a name, a day, and the parents, who are mostly known already."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from typing_extensions import override

from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.kinship import Kinship
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.family_custom import fathers_name, in_form_of
from kazanlak_case.i18n import N_, _
from kazanlak_case.services.births import BirthDraft, birth_defaults, write_birth
from kazanlak_case.ui.family_parts.panel_form import PEOPLE, PanelForm, choice, field
from kazanlak_case.ui.forms.record_form import Section

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import FieldSpec
    from kazanlak_case.services.family import FamilyMember, FamilyPage
    from kazanlak_case.ui.kit import Kit

CHILD = ("given_name", "sex", "born_on", "middle_name", "family_name", "id_type", "national_id")
SHOWN = (
    "given_name",
    "sex",
    "born_on",
    "mother",
    "father",
    "middle_name",
    "family_name",
    "national_id",
)


class BirthForm(PanelForm):
    """Writes a newborn down, with its place in the family."""

    save_word: ClassVar[str] = N_("Write the birth")

    def __init__(self, parent: QWidget, kit: Kit, page: FamilyPage) -> None:
        super().__init__(parent, "birthForm", kit, whose=page.household.id)
        self._household = page.household.id
        self._members = {one.person: one for one in page.members}
        self._place: dict[str, Value] = {}
        ask = partial(_defaults, self._household)
        kit.operations.read(ask, done=self._on_defaults, failed=kit.messages.refuse)

    @override
    def work(self, values: Mapping[str, Value]) -> Callable[[UnitOfWork], Written]:
        """Write child, membership and ties in one stroke."""
        typed = dict(values)
        mother, father = _person(typed.pop("mother")), _person(typed.pop("father"))
        typed["id_type"] = "egn" if typed.get("national_id") else "none"
        whole = {**self._place, **typed}
        draft = BirthDraft(household=self._household, values=whole, mother=mother, father=father)
        return partial(_write, draft)

    @override
    def said(self) -> str:
        """Say that the child is in the family."""
        return _("The birth is written, with the ties to the parents.")

    def _on_defaults(self, begun: dict[str, Value]) -> None:
        self._place = {name: begun.pop(name) for name in ("settlement", "address")}
        tie = field(Kinship, "relative", required=False)
        specs = (
            *(field(Person, name) for name in CHILD),
            field(Person, "born_precision"),
            choice(_called(tie, "mother", N_("Mother")), PEOPLE),
            choice(_called(tie, "father", N_("Father")), PEOPLE),
        )
        father = self._members.get(_person(begun.get("father")) or RecordId(""))
        values = {**begun, "born_on": self._kit.today, "middle_name": _middle(father, None)}
        form = self.ask(
            specs,
            values,
            sections=(Section("", SHOWN, ("given_name",)),),
            people={one.person: one.name for one in self._members.values()},
        )
        form.edited.connect(self._follow_sex)

    def _follow_sex(self) -> None:
        """Put names into the form of a girl or a boy, unless somebody wrote them otherwise."""
        if self.form is None:
            return
        sex = self.state.value("sex")
        father = self._members.get(_person(self.state.value("father")) or RecordId(""))
        proposed = {
            "middle_name": _middle(father, str(sex) if sex else None),
            "family_name": in_form_of(
                str(self.state.loaded("family_name") or ""), str(sex) if sex else None
            ),
        }
        for name, value in proposed.items():
            if value and value != self.state.value(name) and not self.state.is_touched(name):
                self.state.load({name: value})
        self.form.show_untouched()


def _called(spec: FieldSpec, name: str, label: str) -> FieldSpec:
    import dataclasses

    return dataclasses.replace(spec, name=name, label=label)


def _middle(father: FamilyMember | None, sex: str | None) -> str | None:
    given = father.name.split()[0] if father and father.name else ""
    return fathers_name(given, sex) or None if given else None


def _person(value: Value) -> RecordId | None:
    return RecordId(str(value)) if value else None


def _defaults(household: RecordId, uow: UnitOfWork) -> dict[str, Value]:
    return birth_defaults(uow, household)


def _write(draft: BirthDraft, uow: UnitOfWork) -> Written:
    return write_birth(uow, draft)
