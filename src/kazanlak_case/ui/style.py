"""One style sheet and one palette, made from the tokens, over Qt's own Fusion style."""

from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QPalette

from kazanlak_case.ui.tokens import Tokens


def measures_of(tokens: Tokens) -> dict[str, int]:
    """Name the lengths the style sheet uses. A border of two pixels takes one pixel of padding."""
    inner = tokens.field_height - 2
    return {
        "body": tokens.body_size,
        "caption": tokens.small_size,
        "section": tokens.section_size,
        "title": tokens.title_size,
        "figure": tokens.figure_size,
        "hair": tokens.px(2),
        "tight": tokens.tight,
        "tight_focus": tokens.tight - 1,
        "small": tokens.small,
        "small_focus": tokens.small - 1,
        "medium": tokens.medium,
        "large": tokens.large,
        "field_radius": tokens.field_radius,
        "card_radius": tokens.card_radius,
        "chip_radius": tokens.px(9),
        "chip_pad": tokens.px(9),
        "button_pad": tokens.large,
        "button_pad_focus": tokens.large - 1,
        "field_pad": tokens.px(10),
        "field_pad_focus": tokens.px(10) - 1,
        "inner_height": inner,
        "inner_height_focus": inner - 2,
        "rail_height": tokens.px(38),
        "rail_narrow": tokens.px(50),
        "rail_low": tokens.px(42),
        "option_height": tokens.px(28),
        "option_focus": tokens.px(28) - 2,
        "tick": tokens.px(18),
        "tick_round": tokens.px(18) // 2,
        "drop": tokens.px(30),
        "icon": tokens.px(16),
        "row": tokens.row_height,
        "bar": tokens.px(12),
        "bar_radius": tokens.px(4),
        "frame": tokens.px(4),
    }


def style_sheet(tokens: Tokens, styles: Path) -> str:
    """Fill the style sheet of `styles` with the tokens."""
    template = Template((styles / "window.qss").read_text(encoding="utf-8"))
    colours = tokens.colours._asdict()
    # The bar of a just saved change stands on the colour of text, so its action needs the other theme's accent.
    other = "#7FD4CB" if not tokens.is_dark else "#0B6E69"
    return template.substitute(
        colours,
        **{name: str(length) for name, length in measures_of(tokens).items()},
        toast_action=other,
        styles=styles.as_posix(),
        theme="dark" if tokens.is_dark else "light",
    )


def palette_of(tokens: Tokens) -> QPalette:
    """Give Fusion the same colours for whatever the style sheet does not reach."""
    colours = tokens.colours
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.ground,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.raised,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.ToolTipBase: colours.surface,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.Mid: colours.line,
        QPalette.ColorRole.Accent: colours.accent,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
        QPalette.ColorRole.WindowText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.strong_line))
    return palette
