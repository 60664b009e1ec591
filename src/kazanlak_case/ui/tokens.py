"""The measures and colours of the window, in one place: light, dark, and one factor for large text."""

from dataclasses import dataclass
from typing import NamedTuple


class Colours(NamedTuple):
    """One theme. Soft colours are grounds for words in the strong colour of the same name."""

    ground: str
    surface: str
    raised: str
    hover: str
    line: str
    strong_line: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    danger: str
    danger_soft: str
    warn: str
    warn_soft: str
    warn_line: str
    ok: str
    ok_soft: str
    practice: str
    on_practice: str


LIGHT = Colours(
    ground="#F6F5F2",
    surface="#FFFFFF",
    raised="#FBFAF8",
    hover="#F1EFEA",
    line="#E4E0D9",
    strong_line="#C9C4BA",
    text="#1F2430",
    muted="#5D6472",
    accent="#0B6E69",
    accent_hover="#095A56",
    accent_soft="#DCEFED",
    on_accent="#FFFFFF",
    danger="#B3261E",
    danger_soft="#FBE9E7",
    warn="#8A5A00",
    warn_soft="#FBF0D9",
    warn_line="#E8CF98",
    ok="#187637",
    ok_soft="#E2F3E6",
    practice="#7A4FB5",
    on_practice="#FFFFFF",
)

DARK = Colours(
    ground="#16191D",
    surface="#1E2227",
    raised="#23282E",
    hover="#2A3037",
    line="#333A42",
    strong_line="#4A535D",
    text="#E8EAED",
    muted="#A7AFBA",
    accent="#4DB6AC",
    accent_hover="#6BC7BE",
    accent_soft="#1F3B39",
    on_accent="#0C1B1A",
    danger="#F28B82",
    danger_soft="#43211F",
    warn="#E5B567",
    warn_soft="#3D2F17",
    warn_line="#6B5428",
    ok="#7CCB90",
    ok_soft="#1D3825",
    practice="#B794E6",
    on_practice="#1E1230",
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """What every part of the window measures and colours itself by."""

    colours: Colours
    is_dark: bool
    scale: float = 1.0

    def px(self, length: float) -> int:
        """Scale a length; lines stay at least one pixel wide."""
        return max(1, round(length * self.scale))

    # spacing, in steps of four
    @property
    def tight(self) -> int:
        """Between an icon and its word."""
        return self.px(4)

    @property
    def small(self) -> int:
        """Between parts of one thing."""
        return self.px(8)

    @property
    def medium(self) -> int:
        """Between things of one group."""
        return self.px(12)

    @property
    def large(self) -> int:
        """Inside a card, and between groups."""
        return self.px(16)

    @property
    def wide(self) -> int:
        """Around a page."""
        return self.px(24)

    # type
    @property
    def body_size(self) -> int:
        """Running text."""
        return self.px(14)

    @property
    def small_size(self) -> int:
        """Captions and chips."""
        return self.px(12.5)

    @property
    def section_size(self) -> int:
        """Headings of sections."""
        return self.px(16.5)

    @property
    def title_size(self) -> int:
        """The title of a page."""
        return self.px(23)

    @property
    def figure_size(self) -> int:
        """Figures that are read from afar."""
        return self.px(28)

    # parts
    @property
    def field_radius(self) -> int:
        """Corners of fields and buttons."""
        return self.px(7)

    @property
    def card_radius(self) -> int:
        """Corners of cards."""
        return self.px(10)

    @property
    def row_height(self) -> int:
        """A row of a table."""
        return self.px(34)

    @property
    def field_height(self) -> int:
        """A field, and a button beside it."""
        return self.px(36)


def tokens_for(*, dark: bool, scale: float = 1.0) -> Tokens:
    """Choose the theme and the size of everything."""
    return Tokens(DARK if dark else LIGHT, dark, scale)
