"""The panel of a paper: how it will look, its number, and the ways onto paper. What is seen is what is printed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.services.paper_leaving import may_leave
from kazanlak_case.ui.dialogs.choosing import choose_target
from kazanlak_case.ui.print_parts.annulling import Annulling
from kazanlak_case.ui.print_parts.choices import CHOOSING, PaperChoices
from kazanlak_case.ui.print_parts.making import SavedPaper, make, order, preview, save
from kazanlak_case.ui.print_parts.pages_view import PagesView
from kazanlak_case.ui.print_parts.period_choice import OF_A_TIME, PeriodChoice
from kazanlak_case.ui.printing import chosen_printer, paint_pdf
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.flow import FlowLayout
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtPrintSupport import QPrinter

    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.export.form_pdf import FormPaper
    from kazanlak_case.services.paper_facts import PaperWish
    from kazanlak_case.ui.kit import Kit


class PrintPanel(QWidget):
    """Shows one form. Enter on the first button prints; Escape leaves."""

    left = Signal()
    titled = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit, wish: PaperWish) -> None:
        super().__init__(parent)
        named(self, "printPanel")
        self._kit = kit
        self._first = wish
        self.paper: FormPaper | None = None
        tokens = kit.look.tokens
        self._number = Words(self, "paperNumber", role="strong", wraps=True)
        self._print = PrimaryButton(self, "paperPrint", kit.look, icon="printer")
        self._save = Button(self, "paperSave", kit.look, icon="file-down")
        self._order = Button(self, "paperOrder", kit.look, icon="arrow-left-right")
        self._plain = Words(self, "paperPlain", role="caption", wraps=True)
        self._stays = Words(self, "paperStays", role="muted", wraps=True)
        self._choices = self._choose(wish)
        self._period = self._choose_period(wish)
        self.annulling = Annulling(self, kit)
        self.annulling.annulled.connect(self.refresh)
        self.pages = PagesView(self, kit.look)
        buttons = FlowLayout(tokens.small)
        for button in (self._print, self._save, self._order):
            buttons.addWidget(button)
        layout = column(tokens.medium)
        layout.addWidget(self._number)
        layout.addWidget(self.annulling)
        layout.addLayout(buttons)
        layout.addWidget(self._stays)
        layout.addWidget(self._plain)
        for part in (self._choices, self._period):
            if part is not None:
                layout.addWidget(part)
        layout.addWidget(self.pages)
        layout.addStretch(1)
        self.setLayout(layout)
        self._print.clicked.connect(self._on_print)
        self._save.clicked.connect(self._on_save)
        self._order.clicked.connect(self.order_print)
        self._order.setVisible(self._may_order())
        self.setFocusProxy(self._choices or self._period or self._print)
        self._word()
        self.refresh()

    @property
    def wish(self) -> PaperWish:
        """What is to be printed, with what was chosen here."""
        if self._period is not None:
            return replace(self._first, source_type="period", source=self._period.source)
        if self._choices is None:
            return self._first
        return replace(
            self._first,
            addressee=self._choices.addressee.text().strip() or None,
            purpose=self._choices.purpose.text().strip() or None,
            parts=self._choices.parts,
        )

    def refresh(self) -> None:
        """Make the preview anew, and offer the ways onto paper that this post has."""
        self._show_ways()
        self._kit.operations.read(
            partial(preview, self.wish, self._kit.wording.language),
            done=self._on_preview,
            failed=self._on_refused,
            channel="paper",
        )

    def print_on(self, printer: QPrinter) -> None:
        """Give the paper its number, and print it."""
        self._kit.operations.one_step(
            partial(make, self.wish, self._kit.wording.language),
            title=_("Printing"),
            done=partial(self._on_made, printer),
            failed=self._kit.messages.refuse,
        )

    def save_to(self, out: Path) -> None:
        """Give the paper its number, and write it into a file."""
        self._kit.operations.one_step(
            partial(save, self.wish, self._kit.wording.language, out),
            title=_("Writing the PDF"),
            done=self._on_saved,
            failed=self._kit.messages.refuse,
        )

    def order_print(self) -> None:
        """Let the municipality print it."""
        self._kit.operations.write(
            partial(order, self.wish), done=self._on_ordered, failed=self._kit.messages.refuse
        )

    def _choose(self, wish: PaperWish) -> PaperChoices | None:
        if wish.form not in CHOOSING or wish.blank:
            return None
        choices = PaperChoices(self, self._kit, wish.form)
        choices.changed.connect(self.refresh)
        return choices

    def _choose_period(self, wish: PaperWish) -> PeriodChoice | None:
        """Let the time be chosen, unless the one who opened the panel said which."""
        if wish.form not in OF_A_TIME or wish.blank or wish.source:
            return None
        period = PeriodChoice(self, self._kit, wish.form)
        period.changed.connect(self.refresh)
        return period

    def _show_ways(self) -> None:
        sight = self._kit.sight
        prints, saves = (may_leave(sight, self.wish, as_file=one) for one in (False, True))
        self._print.setVisible(prints)
        self._save.setVisible(saves)
        self._plain.setVisible(saves)
        self._stays.setVisible(not prints)

    def _may_order(self) -> bool:
        is_house = self._kit.operations.case_file.role == "house"
        return is_house and not self._first.blank and self._kit.writes("print_job.form")

    def _word(self) -> None:
        self._print.say(_("Print…"), hint=_("Enter"))
        self._save.say(_("Save as PDF…"))
        self._order.say(
            _("Print at the municipality"),
            hint=_("The order goes with the next bundle; there is no printer needed here"),
        )
        self._stays.setText(
            _(
                "What stands on this paper leaves the house with it, and your post takes no such data out. "
                "Order it from the municipality, or ask a colleague who may."
            )
        )
        self._plain.setText(
            _(
                "A PDF is not encrypted: on a stick anybody can read it. Save it only where nobody else comes, and delete "
                "it when it is printed."
            )
        )

    def _on_preview(self, paper: FormPaper) -> None:
        self.paper = paper
        self._say_number(paper)
        self.annulling.show_for(paper.document)
        self.pages.show_pdf(paper.content)
        self.titled.emit(paper.title)

    def _on_refused(self, error: ExpectedError) -> None:
        self._number.setText("")
        for button in (self._print, self._save, self._order):
            button.setEnabled(False)
        self._kit.messages.refuse(error)

    def _say_number(self, paper: FormPaper) -> None:
        if self._first.blank:
            words = _("A blank form, to be filled in by hand.")
        elif paper.number:
            words = _("No. {number}. What is printed now is a copy.").format(number=paper.number)
        else:
            words = _("It gets its number when it is printed or saved.")
        self._number.setText(words)

    def _on_print(self) -> None:
        title = self.paper.title if self.paper is not None else _("Print")
        printer = chosen_printer(self, title)
        if printer is not None:
            self.print_on(printer)

    def _on_save(self) -> None:
        name = f"{self.paper.number if self.paper and self.paper.number else self._first.form}.pdf"
        out = choose_target(self, _("Save as PDF"), name=name, kinds=_("PDF") + " (*.pdf)")
        if out is not None:
            self.save_to(out)

    def _on_made(self, printer: QPrinter, paper: FormPaper) -> None:
        paint_pdf(printer, paper.content)
        self._tell(_("Sent to the printer: {title}").format(title=paper.title), paper)

    def _on_saved(self, saved: SavedPaper) -> None:
        self._tell(
            _("Written: {name}. Anybody can read it.").format(name=saved.path.name), saved.paper
        )

    def _on_ordered(self, written: Written) -> None:
        text = _("Ordered. It goes to the municipality with the next bundle.")
        self._kit.messages.saved(text, written.undo)
        self.refresh()

    def _tell(self, text: str, paper: FormPaper) -> None:
        words = f"{text} (№ {paper.number})" if paper.number else text
        self._kit.messages.saved(words, paper.written.undo if paper.written else "")
        self.refresh()
