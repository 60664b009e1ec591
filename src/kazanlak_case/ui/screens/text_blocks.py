"""Ready texts: one's own, those of the house, and examples to begin with."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.services.text_blocks import text_blocks
from kazanlak_case.ui.visit_parts.text_block_form import TextBlockForm
from kazanlak_case.ui.visit_parts.text_examples import EXAMPLES
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import Card, clear, column, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.domain.records.task import TextBlock
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed
    from kazanlak_case.ui.widgets.panel import Panel

LONGEST = 160


class TextBlocks(QWidget):
    """Lists the texts; they are written in the panel."""

    heading_changed = Signal(str, str)

    def __init__(self, parent: QWidget, kit: Kit, panel: Panel) -> None:
        super().__init__(parent)
        named(self, "textBlocks")
        self._kit = kit
        self._panel = panel
        tokens = kit.look.tokens
        page = ScrollPage(self, "textBlocksScroll", tokens.large)
        self._how = Words(page.page, "textBlocksHow", role="muted", wraps=True)
        self.new_own = PrimaryButton(page.page, "newOwnText", kit.look, icon="plus")
        self.new_shared = Button(page.page, "newHouseText", kit.look, icon="plus")
        self._own, self._shared, self._examples = (
            Card(page.page, name, tokens) for name in ("ownTexts", "houseTexts", "exampleTexts")
        )
        buttons = row(tokens.small)
        buttons.addWidget(self.new_own)
        buttons.addWidget(self.new_shared)
        buttons.addStretch(1)
        page.body.addWidget(self._how)
        page.body.addLayout(buttons)
        for card in (self._own, self._shared, self._examples):
            card.body.setSpacing(tokens.tight)
            page.body.addWidget(card)
        page.body.addStretch(1)
        layout = column(0)
        layout.addWidget(page)
        self.setLayout(layout)
        me = kit.operations.case_file.user.staff_member
        may_write = kit.writes("text_block.title", "text_block.text")
        self.new_own.setVisible(may_write and me is not None)
        self.new_shared.setVisible(may_write)
        self.new_own.clicked.connect(partial(self._write, me))
        self.new_shared.clicked.connect(partial(self._write, None))
        self.retranslate()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        return _("Ready texts"), _("What you write often")

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self._how.setText(
            _("In the note of a visit type / and a part of the name, then press Enter.")
        )
        self.new_own.say(_("New text of mine"))
        self.new_shared.say(_("New text for the house"))

    def refresh(self) -> None:
        """Read the texts anew."""
        self._kit.operations.read(_read, done=self._show, channel="text blocks page")

    def follow(self, changed: Changed) -> None:
        """Read anew when a text was written."""
        if changed.concerns("text_block"):
            self.refresh()

    def _show(self, blocks: Sequence[TextBlock]) -> None:
        own = [one for one in blocks if one.owner]
        shared = [one for one in blocks if not one.owner]
        self._list(self._own, _("Mine"), own)
        self._list(self._shared, _("Of the house"), shared)
        self._list_examples({one.title for one in blocks})

    def _list(self, card: Card, title: str, blocks: Sequence[TextBlock]) -> None:
        clear(card.body)
        card.setVisible(bool(blocks))
        card.body.addWidget(SectionTitle(card, f"{card.objectName()}Title", title))
        for block in blocks:
            link = LinkRow(card, f"text_{block.id}", self._kit.look, icon="file-text")
            service = self._kit.lookups.label("service_type", block.service)
            link.say(block.title, _one_line(block.text), mark=service)
            link.clicked.connect(partial(self._open, block))
            card.body.addWidget(link)

    def _list_examples(self, known: set[str]) -> None:
        card = self._examples
        clear(card.body)
        left = [(_(title), _(text)) for title, text in EXAMPLES if _(title) not in known]
        card.setVisible(bool(left) and not self.new_shared.isHidden())
        card.body.addWidget(SectionTitle(card, "examplesTitle", _("Examples to begin with")))
        for at, (title, text) in enumerate(left):
            link = LinkRow(card, f"example_{at}", self._kit.look, icon="sticky-note")
            link.say(title, _one_line(text), mark=_("Use it"))
            link.clicked.connect(partial(self._take_over, title, text))
            card.body.addWidget(link)

    def _write(self, owner: RecordId | None) -> None:
        self._show_form(TextBlockForm(self, self._kit, owner=owner), _("New text"))

    def _take_over(self, title: str, text: str) -> None:
        owner = self._kit.operations.case_file.user.staff_member
        form = TextBlockForm(
            self, self._kit, owner=owner, begun_with={"title": title, "text": text}
        )
        self._show_form(form, _("New text"))

    def _open(self, block: TextBlock) -> None:
        self._show_form(TextBlockForm(self, self._kit, block=block), _("Ready text"))

    def _show_form(self, form: TextBlockForm, title: str) -> None:
        form.left.connect(self._panel.close_panel)
        self._panel.open_with(form, title)


def _one_line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rstrip()}…"


def _read(uow: UnitOfWork) -> list[TextBlock]:
    return text_blocks(uow)
