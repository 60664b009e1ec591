"""Who is what to whom: one tie, said from either end."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from typing_extensions import override

from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.kinship import Kinship
from kazanlak_case.i18n import N_, _
from kazanlak_case.services.kinship import TieDraft, add_tie
from kazanlak_case.ui.family_parts.panel_form import PEOPLE, PanelForm, choice, field
from kazanlak_case.ui.forms.record_form import Section

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.services.family import FamilyPage
    from kazanlak_case.ui.kit import Kit

SEEN = "kinship_seen"
SHOWN = ("person", "relation", "other", "relative", "since")


class TieForm(PanelForm):
    """Writes a tie: of somebody of the family, with somebody of it or with anybody who is known."""

    save_word: ClassVar[str] = N_("Write the tie")

    def __init__(self, parent: QWidget, kit: Kit, page: FamilyPage, first: str = "") -> None:
        super().__init__(parent, "tieForm", kit, whose=page.household.id)
        relative = field(Kinship, "relative", N_("or somebody outside the family"), required=False)
        other = dataclasses.replace(relative, name="other", label=N_("Who, of the family"))
        specs = (
            choice(field(Kinship, "person", N_("Of whom")), PEOPLE),
            choice(field(Kinship, "relation", N_("Is to this person")), SEEN),
            choice(other, PEOPLE),
            relative,
            field(Kinship, "since"),
        )
        head = page.members[0].person if page.members else None
        self.ask(
            specs,
            {"person": first or head},
            sections=(Section("", SHOWN, ("relative",)),),
            people={one.person: one.name for one in page.members},
        )

    @override
    def work(self, values: Mapping[str, Value]) -> Callable[[UnitOfWork], Written]:
        """Write the tie once; it is read from both ends."""
        since = values["since"]
        draft = TieDraft(
            person=RecordId(str(values["person"])),
            other=RecordId(str(values["relative"] or values["other"] or "")),
            relation=str(values["relation"]),
            since=since if not isinstance(since, str) else None,  # type: ignore[arg-type]  # a date field holds a date
        )
        return partial(_add, draft)

    @override
    def said(self) -> str:
        """Say that it is written."""
        return _("The tie is written.")


def _add(draft: TieDraft, uow: UnitOfWork) -> Written:
    return add_tie(uow, draft)
