"""A page is as high as what it holds, whatever was put in while it was shown."""

from kazanlak_case.ui.widgets.card import Card, clear, column, row
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.scroll_page import ScrollPage


def filled(page: ScrollPage, look, count: int) -> Card:
    card = Card(page.page, "card", look.tokens)
    page.body.addWidget(card)
    for at in range(count):
        text = "много думи, които се пренасят на нов ред, когато няма място за тях " * 3
        card.body.addWidget(Words(card, f"words{at}", wraps=True, text=text))
    return card


def rests(page: ScrollPage) -> bool:
    wanted = page.page.heightForWidth(page.page.width())
    return page.page.height() == max(wanted, page.viewport().height())


def test_page_scrolls_no_further_than_its_words(qtbot, look):
    page = ScrollPage(None, "page", 8)
    qtbot.addWidget(page)
    page.resize(700, 300)
    card = filled(page, look, 20)
    page.show()
    qtbot.waitUntil(lambda: rests(page))
    clear(card.body)
    card.body.addWidget(Words(card, "one", wraps=True, text="една дума"))
    qtbot.waitUntil(lambda: rests(page) and page.verticalScrollBar().maximum() == 0)


def test_part_put_in_below_comes_into_sight(qtbot, look):
    page = ScrollPage(None, "page", 8)
    qtbot.addWidget(page)
    page.resize(700, 300)
    filled(page, look, 20)
    page.show()
    qtbot.waitUntil(lambda: rests(page))
    last = filled(page, look, 1)
    page.show_part(last)
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() == page.verticalScrollBar().maximum())


def test_a_column_without_wrapping_words_grows_the_page(qtbot, look):
    page = ScrollPage(None, "page", 8)
    qtbot.addWidget(page)
    page.resize(700, 300)
    across = row(8)
    page.body.addLayout(across)
    cards = [Card(page.page, name, look.tokens) for name in ("left", "right")]
    for card, count in zip(cards, (1, 12), strict=True):
        side = column(8)
        side.addWidget(card)
        side.addStretch(1)
        across.addLayout(side)
        for at in range(count):
            card.body.addWidget(LinkRow(card, f"row{at}", look).say("дума", "още"))
    page.show()
    qtbot.waitUntil(lambda: page.page.height() > 300)
    clear(cards[0].body)
    rows = [LinkRow(cards[0], f"new{at}", look).say("дума", "още") for at in range(30)]
    for one in rows:
        cards[0].body.addWidget(one)
    qtbot.waitUntil(lambda: rows[-1].height() == rows[-1].sizeHint().height())
