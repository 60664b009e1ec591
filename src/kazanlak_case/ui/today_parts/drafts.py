"""What was begun and not saved: visits, people, assessments, plans, a day's notebook, to be gone on with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import N_, _
from kazanlak_case.services.begun import ASSESSMENT, PLAN, begun_in_case
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
    "notebook": N_("A day's notebook, begun"),
    "plan": N_("Plan, begun"),
    "new-plan": N_("Plan, begun"),
    "assessment": N_("Assessment of needs, begun"),
    "new-assessment": N_("Assessment of needs, begun"),
    "enrolment": N_("Enrolment, begun"),
}
_ICONS = {
    "visit": "calendar-plus",
    "person": "square-pen",
    "new-person": "user-plus",
    "new-family": "users",
    "confidential": "lock",
    "notebook": "list-checks",
    "plan": "clipboard-list",
    "new-plan": "clipboard-list",
    "assessment": "clipboard-check",
    "new-assessment": "clipboard-check",
    "enrolment": "graduation-cap",
}
_ALONE = frozenset({"visit", "new-person", "new-family", "notebook"})
"""Drafts that are of nobody in particular."""

NOTEBOOK = "notebook"


@dataclass(frozen=True, slots=True)
class Begun:
    """One draft: what it is, what it is opened by (a person, a case, a plan), and by what name the person goes."""

    kind: str
    target: str = ""
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
            name = f"draft_{one.kind}_{one.target}"
            link = LinkRow(self, name, self._kit.look, icon=_ICONS[one.kind])
            title, detail = one.name or _("Nobody chosen yet"), _(_WORDS[one.kind])
            if one.kind == NOTEBOOK:
                title, detail = detail, ""  # the day of many people
            link.say(title, detail, mark=_("Go on"))
            link.clicked.connect(partial(self.opened.emit, one.kind, one.target, one.name))
            self.body.addWidget(link)


def _begun(names: tuple[str, ...], uow: UnitOfWork) -> list[Begun]:
    """Tell which drafts can be gone on with from here."""
    drafts: dict[tuple[str, str], Begun] = {}
    for name in names:
        kind, _dash, key = name.partition("-")
        if name in _ALONE:
            drafts[name, ""] = Begun(name)
        elif kind in {PLAN, ASSESSMENT} and key.startswith("of-"):
            case = RecordId(key.removeprefix("of-"))
            if (found := begun_in_case(uow, kind, case)) is not None:
                opened = (kind, found.standing) if found.standing else (f"new-{kind}", case)
                drafts[opened] = Begun(*opened, found.person_name)
        elif kind == "enrolment" and key.startswith("of-"):
            person = RecordId(key.removeprefix("of-"))
            if label := labels_of(uow, "person", [person]).get(person):
                drafts[kind, person] = Begun(kind, person, label)
        elif kind in {"visit", "person", "confidential"}:
            person = RecordId(key.partition("-")[0])
            label = labels_of(uow, "person", [person]).get(person)
            if (
                label
            ):  # the draft of a correction goes by the visit's id: it waits where the visit is
                drafts[kind, key] = Begun(kind, person, label)
    return list(drafts.values())
