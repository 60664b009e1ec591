from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from kazanlak_case.ui.look import Look
from kazanlak_case.ui.widgets.bar_chart import Bar, BarChart
from kazanlak_case.ui.widgets.buttons import PrimaryButton
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.empty_state import EmptyState
from kazanlak_case.ui.widgets.filters import WordFilter
from kazanlak_case.ui.widgets.flow import FlowLayout
from kazanlak_case.ui.widgets.labels import Chip, ElidedWords, Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.list_and_detail import ListAndDetail
from kazanlak_case.ui.widgets.panel import Panel
from kazanlak_case.ui.widgets.rail import Rail, RailButton
from kazanlak_case.ui.widgets.suggestions import Suggestion, SuggestionList, SuggestionModel
from kazanlak_case.ui.widgets.timeline import Timeline, TimelineEntry


def test_words_show_markup_as_it_was_typed(host: QWidget) -> None:
    words = Words(host, "words", text="<b>Иван</b> & Мария")
    assert words.textFormat() is Qt.TextFormat.PlainText


def test_chip_without_a_word_is_hidden(host: QWidget) -> None:
    chip = Chip(host, "chip", "active", tone="accent")
    chip.say("")
    assert chip.isHidden()
    chip.say("late", "danger")
    assert chip.property("tone") == "danger"


def test_long_words_have_their_whole_text_in_the_tool_tip(host: QWidget) -> None:
    words = ElidedWords(host, "words", text="съдействие за лични документи и адресна регистрация")
    host.show()
    words.resize(60, 20)
    assert words.toolTip() == words.text()
    words.resize(900, 20)
    assert not words.toolTip()


def test_button_answers_enter_and_shows_no_mnemonic(host: QWidget, look: Look, qtbot) -> None:
    button = PrimaryButton(host, "save", look, icon="check")
    button.say("Save & close")
    assert "&&" in button.text()
    assert button.accessibleName() == "Save & close"
    host.show()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return)


def test_link_row_says_everything_to_a_screen_reader(host: QWidget, look: Look, qtbot) -> None:
    link = LinkRow(host, "row", look)
    link.say("Милена", "посещение в дома", mark="late", tone="danger")
    assert link.accessibleName() == "Милена, посещение в дома, late"
    assert QAccessible.queryAccessibleInterface(link).state().focusable
    host.show()
    with qtbot.waitSignal(link.clicked):
        qtbot.keyClick(link, Qt.Key.Key_Return)


def test_empty_state_has_a_button_only_for_an_action(host: QWidget, look: Look) -> None:
    empty = EmptyState(host, "empty", look)
    empty.say("Nothing here")
    assert empty.action.isHidden()
    empty.say("Nothing here", "Make one.", action="Make")
    assert not empty.action.isHidden()


def test_chart_says_its_numbers(host: QWidget, look: Look) -> None:
    chart = BarChart(host, "chart", look)
    bars = (Bar("CO01", ((12, "accent"), (3, "warn"))), Bar("CO02", ((0, "accent"),)))
    chart.show_bars(bars, title="Indicators", description="CO01: 15, CO02: 0")
    chart.resize(400, chart.sizeHint().height())
    assert chart.accessibleDescription() == "CO01: 15, CO02: 0"
    assert not chart.grab().isNull()


def test_filter_has_always_one_word_chosen(host: QWidget, qtbot) -> None:
    words = WordFilter(host, "state", ("open", "closed"))
    words.say({"open": "Open", "closed": "Closed"}, "State")
    host.show()
    assert words.key == "open"
    with qtbot.waitSignal(words.chosen) as chosen:
        qtbot.mouseClick(words._words["closed"], Qt.MouseButton.LeftButton)
    assert chosen.args == ["closed"]
    qtbot.mouseClick(words._words["closed"], Qt.MouseButton.LeftButton)
    assert words.key == "closed"


def test_flow_goes_on_in_the_next_line(host: QWidget) -> None:
    flow = FlowLayout(4)
    parts = [QWidget(host) for _ in range(3)]
    for part in parts:
        part.setFixedSize(100, 30)
        flow.addWidget(part)
    assert flow.heightForWidth(400) == 30
    assert flow.heightForWidth(250) == 64
    assert flow.heightForWidth(90) == 98
    assert flow.itemAt(9) is None


def test_suggestions_keep_the_rules_of_models(host: QWidget, qtmodeltester) -> None:
    model = SuggestionModel(host)
    model.show([Suggestion("1", "Милена", "Крън"), Suggestion("2", "Мария")])
    qtmodeltester.check(model)


def test_suggestions_are_moved_through_and_chosen(host: QWidget, look: Look, qtbot) -> None:
    line = QLineEdit(host)
    line.setGeometry(20, 20, 300, 36)
    host.show()
    shown = SuggestionList(host, "found", look)
    shown.show_under(line, [Suggestion("1", "Милена"), Suggestion("2", "Мария")], title="Found")
    assert shown.isVisible()
    assert shown.geometry().top() > line.geometry().bottom()
    shown.move_choice(1)
    with qtbot.waitSignal(shown.chosen) as chosen:
        assert shown.choose_current()
    assert chosen.args == ["2"]
    assert not shown.isVisible()
    assert not shown.choose_current()


def test_suggestions_say_when_there_is_nothing(host: QWidget, look: Look) -> None:
    line = QLineEdit(host)
    host.show()
    shown = SuggestionList(host, "found", look)
    shown.show_under(line, [], title="Found", note="Nothing found.")
    assert shown.isVisible()
    shown.show_under(line, [], title="Found")
    assert not shown.isVisible()


def _entry(key: str, heading: str) -> TimelineEntry:
    return TimelineEntry(key, heading, "13.11.", "house", "Visit", "45 min", "Дълга бележка " * 30)


def test_timeline_keeps_the_rules_of_models(host: QWidget, look: Look, qtmodeltester) -> None:
    timeline = Timeline(host, "timeline", look)
    timeline.entries.show([_entry("1", "November"), _entry("2", "October")])
    qtmodeltester.check(timeline.entries)


def test_timeline_heads_each_month_once_and_makes_room_for_notes(host, look, qtbot) -> None:
    timeline = Timeline(host, "timeline", look)
    timeline.resize(500, 400)
    host.show()
    timeline.entries.show(
        [_entry("1", "November"), _entry("2", "November"), _entry("3", "October")]
    )
    assert [timeline.entries.begins_group(at) for at in range(3)] == [True, False, True]
    wide = timeline.sizeHintForIndex(timeline.entries.index(1)).height()
    timeline.resize(300, 400)
    assert timeline.sizeHintForIndex(timeline.entries.index(1)).height() > wide
    timeline.setCurrentIndex(timeline.entries.index(1))
    with qtbot.waitSignal(timeline.opened) as opened:
        qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert opened.args == ["2"]


@pytest.mark.parametrize(("width", "both"), [(1280, True), (1024, False)])
def test_list_and_detail_stand_together_only_where_there_is_room(
    qtbot, look: Look, width: int, both
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(width, 600)
    parts = ListAndDetail(window, "parts", look)
    the_list, detail = QWidget(window), QWidget(window)
    parts.hold(the_list, detail)
    layout = column(0)
    layout.addWidget(parts)
    window.setLayout(layout)
    window.show()
    assert the_list.isVisible()
    assert not detail.isVisible()
    parts.open_detail()
    assert detail.isVisible()
    assert the_list.isVisible() is both
    parts.show_list()
    assert the_list.isVisible()


def test_panel_closes_by_escape_and_goes_back_to_where_one_was(host, look, qtbot) -> None:
    line = QLineEdit(host)
    host.show()
    qtbot.waitExposed(host)
    host.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    panel = Panel(host, look)
    content = QLineEdit(host)
    panel.open_with(content, "Write a visit")
    qtbot.waitUntil(content.hasFocus)
    assert panel.content is content
    assert panel.geometry().right() == host.rect().right()
    qtbot.keyClick(content, Qt.Key.Key_Escape)
    assert panel.content is None
    qtbot.waitUntil(line.hasFocus)


def test_places_do_not_lie_over_each_other_in_a_low_window(host: QWidget, look: Look) -> None:
    rail = Rail(host, look, dict.fromkeys("abcdefgh", "home"))
    rail.say(
        dict.fromkeys("abcdefgh", "Домакинства"), lock="Заключи", brand="Къща", site="", user=""
    )
    rail.say_practice("Упражнение")
    host.show()
    rail.set_narrow(True)
    tall = _heights(rail, 900)
    low = _heights(rail, 600)
    assert sum(low) < sum(tall)
    assert _heights(rail, 900) == tall, "closer only where it must be"


def _heights(rail: Rail, height: int) -> list[int]:
    rail.resize(rail.width(), height)
    QApplication.sendPostedEvents()
    rail.layout().activate()
    buttons = sorted(rail.findChildren(RailButton), key=lambda one: one.y())
    for above, below in pairwise(buttons):
        assert above.geometry().bottom() < below.y()
        assert above.height() >= above.sizeHint().height(), "no word is cut"
    return [one.height() for one in buttons]
