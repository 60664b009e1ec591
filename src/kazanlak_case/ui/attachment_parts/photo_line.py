"""One line while a photo is attached: how the person answered about photos, and what follows from it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from shiboken6 import isValid

from kazanlak_case.i18n import N_, _
from kazanlak_case.services.attachments import AttachmentDraft, photo_answer
from kazanlak_case.services.photos import PHOTO
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import restyled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.services.consent_states import ConsentState
    from kazanlak_case.ui.kit import Kit

STATES = {
    "given": N_("The person agreed to photos: it may be printed and given out."),
    "never_asked": N_(
        "Nobody has asked for consent to photos. The photo is kept here and does not leave the house: "
        "ask the person, and record the answer under “Consents”."
    ),
    "refused": N_(
        "The person refused photos. Attach it only if it must be kept; it does not leave the house."
    ),
    "withdrawn": N_(
        "The consent to photos was withdrawn. Attach it only if it must be kept; it does not leave the house."
    ),
    "expired": N_(
        "The consent to photos has run out. The photo is kept here and does not leave the house until the person agrees again."
    ),
}


class PhotoLine(Words):
    """Speaks for photos only; nothing has to be answered here."""

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "photoLine", role="muted", wraps=True)
        self._kit = kit
        self._asked: AttachmentDraft | None = None
        self.hide()

    def ask(self, draft: AttachmentDraft) -> None:
        """Ask for the consent of whom a document is about, if it is a photo."""
        self._asked = draft
        if draft.type != PHOTO or not self._kit.sight.sees("consent.answer"):
            self.hide()
            return
        self._kit.operations.read(partial(_answer, draft), done=partial(self._say, draft))

    def _say(self, draft: AttachmentDraft, consent: ConsentState | None) -> None:
        if not isValid(self) or draft != self._asked:
            return  # the page was left, or another kind was chosen meanwhile
        self.setVisible(consent is not None)
        if consent is not None:
            self.setText(_(STATES[consent.state]))
            restyled(self, role="muted" if consent.is_given else "problem")


def _answer(draft: AttachmentDraft, uow: UnitOfWork) -> ConsentState | None:
    return photo_answer(uow, draft)
