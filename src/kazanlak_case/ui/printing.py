"""Paper: a slip, or the pages of a PDF, straight from memory to a printer. No file is left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from kazanlak_case.intake.pdf_pages import PdfPages
from kazanlak_case.ui.fonts import text_font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

DOTS = 200
"""To the inch: enough for letters, and for a page to be sent in a moment."""
POINTS = 72
MARGIN = 0.08
BODY, BIG = 11, 20


def chosen_printer(parent: QWidget, title: str) -> QPrinter | None:
    """Let a printer be chosen; None when nobody did, or the window locked meanwhile."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setObjectName("printing")
    dialog.setWindowTitle(title)
    try:
        return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None
    finally:
        dialog.deleteLater()


def paint_slip(printer: QPrinter, lines: Sequence[tuple[str, bool]]) -> None:
    """Paint some lines at the head of a page; those that are marked are big."""
    page = printer.pageRect(QPrinter.Unit.DevicePixel)
    painter = QPainter(printer)
    width = page.width() * (1 - 2 * MARGIN)
    top = page.height() * MARGIN / 2
    for text, is_big in lines:
        font = text_font(12)
        font.setPointSize(BIG if is_big else BODY)
        font.setBold(is_big)
        painter.setFont(font)
        room = QRectF(page.width() * MARGIN, top, width, page.height() - top)
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
        taken = painter.boundingRect(room, flags, text)
        painter.drawText(room, flags, text)
        top = taken.bottom() + painter.fontMetrics().height() / 2
    painter.end()


def paint_pdf(printer: QPrinter, content: bytes) -> None:
    """Paint the pages of a PDF, each on a sheet of its own."""
    document = PdfPages(content)
    painter = QPainter(printer)
    try:
        for at in range(document.count):
            if at:
                printer.newPage()
            drawn = document.draw(at, scale=DOTS / POINTS)
            image = QImage(
                drawn.rgb, drawn.width, drawn.height, 3 * drawn.width, QImage.Format.Format_RGB888
            )
            page = printer.pageRect(QPrinter.Unit.DevicePixel)
            height = page.width() * image.height() / image.width()
            painter.drawImage(QRectF(0, 0, page.width(), min(height, page.height())), image)
    finally:
        painter.end()
        document.close()
