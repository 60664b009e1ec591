"""What the first page says in numbers is what Qt means by them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from kazanlak_case.ui.early import centre, say_plainly, scroll_up_and_down
from kazanlak_case.ui.widgets.labels import Words


def test_the_numbers_are_qts(qtbot) -> None:
    area = QScrollArea()
    qtbot.addWidget(area)
    label = Words(area, "words", text="<b>not bold</b>")
    label.setTextFormat(Qt.TextFormat.AutoText)
    say_plainly(label)
    centre(label)
    scroll_up_and_down(area)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.alignment() == Qt.AlignmentFlag.AlignHCenter
    assert area.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
