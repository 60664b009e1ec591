"""Words that are missing where `--list` would need none."""

from pathlib import Path

import pytest

from support.command import Terminal


@pytest.mark.parametrize(("command", "missing"), [("report", "NAME, --out"), ("form", "FORM, OUT")])
def test_missing_words_are_named(
    terminal: Terminal, house: Path, command: str, missing: str
) -> None:
    assert missing in terminal.run(command, house, expect=2).err
    assert f"FILE, {missing}" in terminal.run(command, expect=2).err
