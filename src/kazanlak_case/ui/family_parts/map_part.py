"""The map of a family on its page: drawn, told in words for who does not see it, and put on paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea
from typing_extensions import override

from kazanlak_case.i18n import _
from kazanlak_case.services.family_layout import HEIGHT, lay_out
from kazanlak_case.services.family_map import FamilyMap, family_map
from kazanlak_case.ui.dialogs.choosing import choose_target
from kazanlak_case.ui.family_parts.map_canvas import MapCanvas
from kazanlak_case.ui.kin_phrases import kin_in_words
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import Card, row
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.services.family import FamilyPage
    from kazanlak_case.ui.kit import Kit


class MapPart(Card):
    """Reads and draws the map once somebody looks at it."""

    person_opened = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "familyMap", kit.look.tokens)
        self._kit = kit
        self._page: FamilyPage | None = None
        self._is_stale = False
        self._family: FamilyMap | None = None
        tokens = kit.look.tokens
        self._legend = Words(self, "mapLegend", role="caption", wraps=True)
        self._print = Button(self, "printMap", kit.look, icon="printer")
        self._save = Button(self, "saveMap", kit.look, icon="file-down")
        self.canvas = MapCanvas(self, kit.look)
        self._area = named(QScrollArea(self), "mapArea")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(self.canvas)
        self._area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area.viewport().setAutoFillBackground(False)
        self._area.setProperty("clear", True)
        head = row(tokens.small)
        head.addWidget(self._legend, 1)
        head.addWidget(self._save)
        head.addWidget(self._print)
        self.body.addLayout(head)
        self.body.addWidget(self._area, 1)
        self.canvas.person_opened.connect(self.person_opened)
        self.canvas.moved.connect(self._on_moved)
        self._print.clicked.connect(self.print_map)
        self._save.clicked.connect(self.ask_to_save)

    def show_page(self, page: FamilyPage) -> None:
        """Draw this family, now or when somebody comes here."""
        self._page = page
        self._is_stale = True
        if self.isVisible():
            self._read()

    def retranslate(self) -> None:
        """Word the part in the language of now."""
        self._print.say(_("Print"))
        self._save.say(_("Save as PDF"))
        self._legend.setText(
            _(
                "Square: man, circle: woman, diamond: not known; crossed: died; frame: lives in the household."
            )
        )
        if self._family is not None:
            self._draw(self._family)

    def ask_to_save(self) -> None:
        """Let be chosen where the document goes, and write it."""
        kinds = _("PDF") + " (*.pdf)"
        title = _(
            "Where to write the map. The file is not protected: delete it when it is printed."
        )
        out = choose_target(self, title, name="family.pdf", kinds=kinds)
        if out is not None:
            self.save_map(out)

    def save_map(self, out: Path) -> None:
        """Write the map as a document."""
        if self._page is None:
            return
        work = partial(_write, self._page.household.id, out, self._kit.wording.language)
        self._kit.operations.one_step(
            work,
            title=_("Writing the map of the family"),
            done=self._on_saved,
            failed=self._kit.messages.refuse,
        )

    def print_map(self) -> None:
        """Print the map at once; no file is left behind."""
        from kazanlak_case.ui.printing import chosen_printer, paint_pdf

        if self._page is None:
            return
        printer = chosen_printer(self, _("Map of the family"))
        if printer is None:
            return
        ask = partial(_content, self._page.household.id, self._kit.wording.language)
        self._kit.operations.record("printed", record="household", row=self._page.household.id)
        self._kit.operations.read(
            ask, done=partial(paint_pdf, printer), failed=self._kit.messages.refuse
        )

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._read()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_moved(self, x: int, y: int) -> None:
        """Bring whom the keyboard came to into sight, with the name below."""
        half = int(HEIGHT * self.canvas.scale)
        self._area.ensureVisible(x, y, half, half)

    def _fit(self) -> None:
        self.canvas.fit(self._area.maximumViewportSize() - QSize(2, 2))

    def _read(self) -> None:
        if self._page is None:
            return
        self._is_stale = False
        ask = partial(_ask, self._page.household.id)
        self._kit.operations.read(
            ask, done=self._draw, failed=self._kit.messages.refuse, channel="family map"
        )

    def _draw(self, family: FamilyMap) -> None:
        from kazanlak_case.export.family_map_pdf import years_of

        self._family = family
        years = {str(one.id): years_of(one, self._kit.today) for one in family.people}
        self.canvas.show_layout(lay_out(family), years)
        self._fit()
        self.canvas.setAccessibleName(_("Map of the family"))
        self.canvas.setAccessibleDescription(self._in_words(family))

    def _in_words(self, family: FamilyMap) -> str:
        """Tell the map to who does not see it."""
        names = {one.id: one.name for one in family.people}
        sexes = {one.id: one.sex for one in family.people}
        told = [
            kin_in_words(names[tie.older], tie.relation, names[tie.person], sexes[tie.older])
            for tie in family.ties
            if tie.older in names and tie.person in names
        ]
        return ". ".join([", ".join(names.values()), *told])

    def _on_saved(self, out: Path) -> None:
        text = _("Written: {name}. Print it and delete the file; that it was printed is recorded.")
        self._kit.messages.tell(text.format(name=out.name))


def _ask(household: RecordId, uow: UnitOfWork) -> FamilyMap:
    return family_map(uow, household)


def _content(household: RecordId, language: str, uow: UnitOfWork) -> bytes:
    from kazanlak_case.export.family_map_pdf import family_map_page

    return family_map_page(uow, household, language=language)


def _write(
    household: RecordId,
    out: Path,
    language: str,
    case_file: CaseFile,
    *,
    now: datetime,
) -> Path:
    from kazanlak_case.export.family_map_pdf import write_family_map

    return write_family_map(case_file, household, out, now=now, language=language)
