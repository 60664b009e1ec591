import re

import pytest

from kazanlak_case import paths
from kazanlak_case.ui.style import palette_of, style_sheet
from kazanlak_case.ui.tokens import DARK, LIGHT, Colours, tokens_for

GROUNDS = ("ground", "surface")


def _light(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_light(one), _light(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read_on_every_ground(colours: Colours) -> None:
    named = colours._asdict()
    pairs = [(role, ground) for role in ("text", "muted", "accent", "danger") for ground in GROUNDS]
    pairs += [(tone, f"{tone}_soft") for tone in ("accent", "danger", "warn", "ok")]
    pairs += [("on_accent", "accent"), ("on_practice", "practice")]
    for role, ground in pairs:
        assert _contrast(named[role], named[ground]) >= 4.5, (role, ground)


@pytest.mark.parametrize("dark", [False, True])
def test_style_sheet_is_filled_and_names_files_that_are_there(dark) -> None:
    sheet = style_sheet(tokens_for(dark=dark), paths.resource("styles"))
    assert "$" not in sheet
    for path in re.findall(r'url\("([^"]+)"\)', sheet):
        assert paths.Path(path).is_file(), path


@pytest.mark.parametrize(("name", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_drawn_signs_have_the_colours_of_their_theme(name: str, colours: Colours) -> None:
    chevron = paths.resource(f"styles/chevron-down-{name}.svg").read_text("utf-8")
    tick = paths.resource(f"styles/check-{name}.svg").read_text("utf-8")
    assert colours.muted in chevron
    assert colours.on_accent in tick


def test_everything_grows_with_the_scale() -> None:
    small, large = tokens_for(dark=False), tokens_for(dark=False, scale=1.5)
    assert large.body_size == 21
    assert large.row_height == 51
    assert large.px(0.2) == 1
    assert small.body_size == 14


def test_palette_follows_the_tokens() -> None:
    tokens = tokens_for(dark=True)
    palette = palette_of(tokens)
    assert palette.window().color().name().upper() == DARK.ground
    assert palette.highlight().color().name().upper() == DARK.accent
