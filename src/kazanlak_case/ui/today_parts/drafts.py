"""What was begun and not saved: half-written visits and people, to be gone on with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import N_, _
from kazanlak_case.services.labels import labels_of
from kazanlak_case.ui.widgets.card import Card, clear
from kazanlak_case.ui.widgets.labels import SectionTitle
from kazanlak_case.ui.widgets.link_row import LinkRow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.ui.kit import Kit

_WORDS = {
    "visit": N_("Visit, begun"),
    "person": N_("Data, changed and not saved"),
    "new-person": N_("New person, begun"),
    "new-family": N_("New family, begun"),
    "confidential": N_("Confidential note, begun"),
}
_ICONS = {
    "visit": "calendar-plus",
    "person": "square-pen",
    "new-person": "user-plus",
    "new-family": "users",
    "confidential": "lock",
}


@dataclass(frozen=True, slots=True)
class Begun:
    """One draft: what it is, of whom, and by what name that person goes."""

    kind: str
    person: str = ""
    name: str = ""


class DraftsCard(Card):
    """Lists what was begun; without anything it is not there."""

    opened = Signal(str, str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "draftsCard", kit.look.tokens)
        self._kit = kit
        self.hide()

    def refresh(self) -> None:
        """Look for drafts anew."""
        self._kit.operations.draft_names(done=self._on_names)

    def _on_names(self, names: tuple[str, ...]) -> None:
        self._kit.operations.read(partial(_begun, names), done=self._show, channel="drafts")

    def _show(self, drafts: list[Begun]) -> None:
        clear(self.body)
        self.body.setSpacing(self._kit.look.tokens.tight)
        self.setVisible(bool(drafts))
        self.body.addWidget(SectionTitle(self, "draftsTitle", _("Not finished")))
        for one in drafts:
            name = f"draft_{one.kind}_{one.person}"
            link = LinkRow(self, name, self._kit.look, icon=_ICONS[one.kind])
            link.say(one.name or _("Nobody chosen yet"), _(_WORDS[one.kind]), mark=_("Go on"))
            link.clicked.connect(partial(self.opened.emit, one.kind, one.person, one.name))
            self.body.addWidget(link)


def _begun(names: tuple[str, ...], uow: UnitOfWork) -> list[Begun]:
    """Tell which drafts can be gone on with from here."""
    drafts: dict[tuple[str, str], Begun] = {}
    for name in names:
        kind, _dash, key = name.partition("-")
        if name in {"visit", "new-person", "new-family"}:
            drafts[name, ""] = Begun(name)
        elif kind in {"visit", "person", "confidential"}:
            person = RecordId(key.partition("-")[0])
            label = labels_of(uow, "person", [person]).get(person)
            if (
                label
            ):  # the draft of a correction goes by the visit's id: it waits where the visit is
                drafts[kind, key] = Begun(kind, person, label)
    return list(drafts.values())
