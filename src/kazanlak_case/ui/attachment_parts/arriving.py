"""How files come into the window: dropped on it, pasted into it, chosen in a dialog, found in the scanner's folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QObject, Signal
from PySide6.QtGui import QDropEvent, QImage, QImageWriter
from typing_extensions import override

from kazanlak_case.i18n import _
from kazanlak_case.intake.attaching import OFFICE, Source
from kazanlak_case.intake.scans import PICTURE_ENDINGS

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget

ENDINGS = (".pdf", *sorted(PICTURE_ENDINGS), *OFFICE)
SCANS = frozenset({".pdf", *PICTURE_ENDINGS})
"""What a scanner writes."""
SHOWN = 3
"""So many of the newest scans are offered."""


def sources_in(data: QMimeData) -> list[Source]:
    """Give the files or the picture that are dragged or on the clipboard."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    files = [Source.of_path(path) for path in paths if path.is_file()]
    if files or not data.hasImage():
        return files
    image = data.imageData()
    if not isinstance(image, QImage) or image.isNull():
        return []
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return [Source(_("pasted picture") + ".png", content=bytes(buffer.data().data()))]


def kinds_to_choose() -> str:
    """Say to a file dialog what can be attached."""
    endings = " ".join(f"*{ending} *{ending.upper()}" for ending in ENDINGS)
    return _("Documents and pictures ({endings})").format(endings=endings)


def newest_scans(
    folder: Path, *, but_for: Collection[Path | None] = (), limit: int = SHOWN
) -> list[Path]:
    """List what the scanner wrote last and is not taken, the newest first; a folder that is not there has nothing."""
    try:
        found = [
            (path.stat().st_mtime, path)
            for path in folder.iterdir()
            if path.suffix.lower() in SCANS and path not in but_for and path.is_file()
        ]
    except OSError:
        return []
    return [path for _moment, path in sorted(found, reverse=True)[:limit]]


class DropCatcher(QObject):
    """Lets files be dropped on a widget, wherever in it."""

    dropped = Signal(object)

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # QDragEnterEvent and QDragMoveEvent are drop events to Python too: the type tells them apart
        if event.type() in {QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop}:
            return isinstance(event, QDropEvent) and self._take(event)
        return super().eventFilter(watched, event)

    def _take(self, event: QDropEvent) -> bool:
        data = event.mimeData()
        if not data.hasUrls() and not data.hasImage():
            return False
        if event.type() == QEvent.Type.Drop:
            found = sources_in(data)
            if not found:
                return False
            self.dropped.emit(found)
        event.acceptProposedAction()
        return True
