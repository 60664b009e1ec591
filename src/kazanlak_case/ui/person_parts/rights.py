"""„Права и данни“: what the person asked about the data, and what may be done with them as a whole."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.i18n import _
from kazanlak_case.services.data_requests import due_on, is_restricting
from kazanlak_case.ui.dialogs.choosing import choose_target
from kazanlak_case.ui.widgets.buttons import Button, DangerButton
from kazanlak_case.ui.widgets.card import Card, clear
from kazanlak_case.ui.widgets.flow import FlowLayout
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.domain.records.data_request import DataRequest
    from kazanlak_case.export.person_file import WrittenFile
    from kazanlak_case.services.person_page import PersonPage
    from kazanlak_case.ui.kit import Kit


class RightsCard(Card):
    """One calm section under the data. What the user's post may not do is not offered."""

    request_wanted = Signal(str)
    request_opened = Signal(str)
    death_wanted = Signal(str, str)
    erasure_wanted = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "rightsCard", kit.look.tokens)
        self._kit = kit
        self._page: PersonPage | None = None
        self.with_notes: QCheckBox | None = None

    def show_page(self, page: PersonPage) -> None:
        """Show what this person asked."""
        self._page = page
        clear(self.body)
        self.body.setSpacing(self._kit.look.tokens.tight)
        self.body.addWidget(SectionTitle(self, "rightsTitle", _("Rights and data")))
        for name, text in self._states(page):
            self.body.addWidget(Words(self, name, role="body", wraps=True, text=text))
        for one in page.requests:
            self.body.addWidget(self._row(one))
        if not page.requests:
            hint = _(
                "What the person asks about the data kept is written down here; it must be answered in a month."
            )
            self.body.addWidget(Words(self, "noRequests", role="muted", wraps=True, text=hint))
        self._add_actions(page)

    def export_to(self, out: Path) -> None:
        """Write everything kept about the person into a file."""
        if self._page is None:
            return
        with_notes = self.with_notes is not None and self.with_notes.isChecked()
        self._kit.operations.one_step(
            partial(_write, self._page.person.id, out, with_notes, self._kit.wording.language),
            title=_("Gathering what is kept about the person"),
            done=self._on_written,
            failed=self._kit.messages.refuse,
        )

    def _states(self, page: PersonPage) -> list[tuple[str, str]]:
        found, day = [], self._kit.wording.day
        if page.restricted_since:
            text = _(
                "Processing has been restricted since {day}: the data are kept, and used only for legal claims or with "
                "the person's consent."
            )
            found.append(("restrictedSince", text.format(day=day(page.restricted_since))))
        if page.person.died_on:
            text = _("The person died on {day}.").format(day=day(page.person.died_on))
            found.append(("diedOn", text))
        return found

    def _row(self, one: DataRequest) -> LinkRow:
        lookups, day = self._kit.lookups, self._kit.wording.day
        link = LinkRow(self, f"request_{one.id}", self._kit.look, icon="clipboard-list")
        title = lookups.label("data_request_kind", one.kind)
        asked = _("asked on {day}").format(day=day(one.asked_on))
        if one.outcome:
            answered = _("answered on {day}").format(day=day(one.answered_on))
            mark = lookups.label("data_request_outcome", one.outcome)
            tone = "warn" if is_restricting(one) else ""
            if is_restricting(one):
                mark = _("restricted")
        else:
            until = due_on(one.asked_on) if one.asked_on else self._kit.today
            answered = _("to be answered by {day}").format(day=day(until))
            is_late = until < self._kit.today
            mark, tone = _("waits"), "danger" if is_late else "accent"
        link.say(title, f"{asked} · {answered}", mark=mark, tone=tone)
        link.clicked.connect(partial(self.request_opened.emit, one.id))
        return link

    def _add_actions(self, page: PersonPage) -> None:
        may, look = self._kit.may, self._kit.look
        holder = named(QWidget(self), "rightsActions")
        flow = FlowLayout(look.tokens.small)
        holder.setLayout(flow)
        self.with_notes = None
        if self._kit.writes("data_request.kind"):
            ask = Button(holder, "recordRequest", look, icon="plus")
            ask.say(_("Write a request down"))
            ask.clicked.connect(partial(self.request_wanted.emit, page.person.id))
            flow.addWidget(ask)
        if may(Act.ANSWER_REQUEST):
            extract = Button(holder, "extract", look, icon="file-text")
            extract.say(
                _("Extract of everything…"), hint=_("A PDF for the person, or JSON for a program")
            )
            extract.clicked.connect(self._on_extract)
            flow.addWidget(extract)
        if may(Act.RECORD_DEATH) and page.person.died_on is None:
            died = Button(holder, "recordDeath", look, icon="calendar")
            died.say(_("The person has died…"))
            died.clicked.connect(partial(self.death_wanted.emit, page.person.id, page.person.name))
            flow.addWidget(died)
        if may(Act.ERASE):
            erase = DangerButton(holder, "erasePerson", look, icon="trash-2")
            erase.say(_("Erase for good…"))
            erase.clicked.connect(partial(self.erasure_wanted.emit, page.person.id))
            flow.addWidget(erase)
        self.body.addSpacing(look.tokens.small)
        self.body.addWidget(holder)
        if may(Act.ANSWER_REQUEST):
            self.with_notes = named(QCheckBox(self), "withNotes")
            self.with_notes.setText(
                _("In the extract also the confidential notes whose key I hold")
            )
            self.body.addWidget(self.with_notes)

    def _on_extract(self) -> None:
        name = _("extract") + ".pdf"
        out = choose_target(
            self, _("Extract of everything"), name=name, kinds="PDF (*.pdf);;JSON (*.json)"
        )
        if out is not None:
            self.export_to(out)

    def _on_written(self, written: WrittenFile) -> None:
        text = _("The extract is written: {name}. Hand it only to the person.")
        self._kit.messages.tell(text.format(name=written.path.name))


def _write(  # noqa: PLR0913 - what was chosen, then as all long work
    person: RecordId,
    out: Path,
    with_notes: bool,
    language: str,
    case_file: CaseFile,
    *,
    now: datetime,
) -> WrittenFile:
    from kazanlak_case.export.person_file import write_person_file

    return write_person_file(
        case_file, person, out, now=now, language=language, with_notes=with_notes
    )
