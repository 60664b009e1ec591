"""Offer a case to another house: which, what goes along, and by what consent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.repeats import Transfer
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.confidential import notes_that_stay
from kazanlak_case.services.transfer_attachments import PapersOfCase, papers_of_case
from kazanlak_case.services.transfers import PARTS, Offer, houses_to_offer, offer
from kazanlak_case.ui.forms.record_editor import Edit, RecordEditor
from kazanlak_case.ui.forms.record_form import Section
from kazanlak_case.ui.kit import Kit
from kazanlak_case.ui.transfer_parts.words import papers_words
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import Value

FIELDS = ("to_site", "parts", "consent_on", "reason")


class OfferForm(QWidget):
    """Asks for little; what is not named stays in the house."""

    left = Signal()

    def __init__(self, parent: QWidget, kit: Kit, case_id: str) -> None:
        super().__init__(parent)
        named(self, "offerForm")
        self._kit = kit
        self._case = RecordId(case_id)
        self.editor: RecordEditor | None = None
        self._column = column(kit.look.tokens.medium)
        self.setLayout(self._column)
        self._hint = Words(self, "offerHint", role="muted", wraps=True)
        self._column.addWidget(self._hint)
        self._stays = Words(self, "offerStays", role="muted", wraps=True)
        self._stays.hide()
        self._papers = Words(self, "offerPapers", role="muted", wraps=True)
        self._papers.hide()
        self._column.addWidget(self._papers)
        self._column.addWidget(self._stays)
        self.retranslate()
        kit.operations.read(
            partial(_houses, self._case), done=self._on_houses, failed=kit.messages.refuse
        )
        kit.operations.read(partial(_staying, self._case), done=self._on_staying)
        if kit.sight.sees("attachment.title attachment.sha256"):
            kit.operations.read(partial(_papers, self._case), done=self._on_papers)

    def keep_draft(self) -> None:
        """Keep what was typed, before the window locks or closes."""
        if self.editor is not None:
            self.editor.keep_draft()

    def retranslate(self) -> None:
        """Word the hint in the language of now."""
        self._hint.setText(
            _(
                "The offer travels with your next bundle. The other house accepts or declines it; "
                "until then the case stays with you. Personal data and the case itself always go along. "
                "Without consent, write below why."
            )
        )

    def _on_houses(self, houses: tuple[str, ...]) -> None:
        edit = Edit(
            record=Transfer,
            values={
                "to_site": houses[0] if len(houses) == 1 else None,
                "parts": " ".join(sorted(PARTS)),
            },
            save=partial(_offer, self._case),
            saved=_("Case offered. It travels with the next bundle."),
            draft=f"offer-{self._case}",
            sections=(Section("", FIELDS, wide=("to_site", "parts")),),
        )
        self.editor = RecordEditor(self, "offer", self._limited(houses), edit)
        self.editor.save_button.say(_("Offer the case"), hint=_("Ctrl+S"))
        self.editor.saved.connect(self._on_saved)
        self.editor.left.connect(self.left)
        self._column.addWidget(self.editor)
        self._column.addStretch(1)
        self.editor.form.focus_first()

    def _on_staying(self, count: int) -> None:
        text = ngettext(
            "{n} confidential note stays in this house: a transfer carries none.",
            "{n} confidential notes stay in this house: a transfer carries none.",
            count,
        )
        self._stays.setText(text.format(n=count))
        self._stays.setVisible(bool(count))

    def _on_papers(self, papers: PapersOfCase) -> None:
        self._papers.setText(papers_words(papers, self._kit))
        self._papers.setVisible(bool(papers.count or papers.staying))

    def _limited(self, houses: tuple[str, ...]) -> Kit:
        """Offer only the houses and parts there is a choice about."""
        lists = self._kit.lookups.code_lists
        for name, codes in (("@sites", houses), ("transfer_part", PARTS)):
            entries = tuple(one for one in lists.entries(name) if one.code in codes)
            lists = lists.with_list(name, entries)
        lookups = replace(self._kit.lookups, code_lists=lists)
        return Kit(self._kit.look, self._kit.operations, self._kit.messages, lookups)

    def _on_saved(self, _written: Written) -> None:
        self.left.emit()


def _houses(case_id: RecordId, uow: UnitOfWork) -> tuple[str, ...]:
    return houses_to_offer(uow, case_id)


def _staying(case_id: RecordId, uow: UnitOfWork) -> int:
    return notes_that_stay(uow, case_id)


def _papers(case_id: RecordId, uow: UnitOfWork) -> PapersOfCase:
    return papers_of_case(uow, case_id)


def _offer(case_id: RecordId, uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    day, reason = values.get("consent_on"), values.get("reason")
    wanted = Offer(
        case=case_id,
        to_site=str(values.get("to_site") or ""),
        parts=str(values.get("parts") or "").split(),
        consent_on=day if isinstance(day, date) else None,
        reason=str(reason) if reason else None,
    )
    return offer(uow, wanted)
