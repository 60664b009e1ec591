"""The files that were chosen, with a small picture of each, in the order of the pages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.i18n import _
from kazanlak_case.intake.scans import thumbnail_of
from kazanlak_case.ui.widgets.buttons import PlainButton
from kazanlak_case.ui.widgets.card import clear, column, row
from kazanlak_case.ui.widgets.labels import ElidedWords
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.intake.attaching import Source
    from kazanlak_case.ui.kit import Kit

SIDE = 44


class Thumbnail(QLabel):
    """A small picture of a file, read beside; until then, and for what is no picture, a sign."""

    def __init__(self, parent: QWidget, name: str, kit: Kit, source: Source) -> None:
        super().__init__(parent)
        named(self, name)
        self._side = kit.look.tokens.px(SIDE)
        self.setFixedSize(self._side, self._side)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        kit.look.dress(self, "file-text", "muted", size=24)
        if source.is_picture:
            kit.operations.read(partial(_thumbnail, source), done=self._on_picture)

    def _on_picture(self, content: bytes) -> None:
        picture = QPixmap()
        if content and picture.loadFromData(content):
            self.setPixmap(
                picture.scaled(
                    self._side,
                    self._side,
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )


class SourceRows(QWidget):
    """Lists the chosen files; each can be taken out again."""

    changed = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "sourceRows")
        self._kit = kit
        self.sources: list[Source] = []
        self._column = column(kit.look.tokens.tight)
        self.setLayout(self._column)

    def add(self, sources: Sequence[Source]) -> None:
        """Put more files at the end; one that is there already is not put there twice."""
        held = {one.path for one in self.sources if one.path}
        self.sources += [one for one in sources if one.path is None or one.path not in held]
        self._show()

    def remove(self, at: int) -> None:
        """Take one out."""
        del self.sources[at]
        self._show()

    def _show(self) -> None:
        clear(self._column)
        tokens = self._kit.look.tokens
        for at, source in enumerate(self.sources):
            holder = named(QWidget(self), f"source_{at}")
            name = ElidedWords(holder, f"sourceName_{at}", role="strong", text=source.name)
            away = PlainButton(holder, f"sourceAway_{at}", self._kit.look, icon="x")
            away.setAccessibleName(_("Leave out “{name}”").format(name=source.name))
            away.setToolTip(_("Leave out"))
            away.clicked.connect(partial(self.remove, at))
            line = row(tokens.small)
            line.addWidget(Thumbnail(holder, f"sourcePicture_{at}", self._kit, source))
            line.addWidget(name, 1)
            line.addWidget(away)
            holder.setLayout(line)
            self._column.addWidget(holder)
        self.changed.emit()


class ScannerRows(QWidget):
    """Offers the newest files of the scanner's folder."""

    taken = Signal(object)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "scannerRows")
        self._kit = kit
        self._column = column(0)
        self.setLayout(self._column)
        self.rows: list[LinkRow] = []

    def show_scans(self, scans: Sequence[tuple[Path, Source, str]]) -> None:
        """Show what the scanner wrote last: the file, and when in words."""
        clear(self._column)
        self.rows = []
        for at, (path, source, when) in enumerate(scans):
            holder = named(QWidget(self), f"scan_{at}")
            link = LinkRow(holder, f"scanTake_{at}", self._kit.look)
            link.say(path.name, when)
            link.clicked.connect(partial(self.taken.emit, [source]))
            line = row(self._kit.look.tokens.small)
            line.addWidget(Thumbnail(holder, f"scanPicture_{at}", self._kit, source))
            line.addWidget(link, 1)
            holder.setLayout(line)
            self._column.addWidget(holder)
            self.rows.append(link)


def _thumbnail(source: Source, _uow: UnitOfWork) -> bytes:
    try:
        with source.opened() as file:
            return thumbnail_of(file, source.name)
    except ExpectedError:
        return b""  # what is wrong with it is said when it is attached
