"""Settings: written whole, read whatever stands there."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazanlak_case import settings
from kazanlak_case.settings import Settings

LIKED = Settings("en", "dark", 1.25, "/случаи/Крън #1.kcase", 10)


def test_what_was_saved_is_read(tmp_path):
    path = tmp_path / "още няма" / "settings.json"
    settings.save(path, LIKED)
    assert settings.load(path) == LIKED
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


def test_without_a_file_there_are_good_defaults(tmp_path):
    assert settings.load(tmp_path / "settings.json") == Settings("bg", "system", 1.0, None, 5)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, bytes(100)]
)
def test_broken_file_counts_as_none(tmp_path, content):
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert settings.load(path) == Settings()
    settings.save(path, LIKED)
    assert settings.load(path) == LIKED


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "de"), ("language", []), ("theme", "pink"), ("theme", {}), ("text_scale", 9), ("text_scale", "1"),
        ("text_scale", True), ("text_scale", float("nan")), ("lock_minutes", 0), ("lock_minutes", 16),
        ("lock_minutes", 5.5), ("lock_minutes", True), ("last_case_file", 5), ("last_case_file", ""),
        ("unknown", 1), ("hide_from_capture", "yes"), ("hide_from_capture", 1),
    ],
)  # fmt: skip
def test_one_senseless_value_does_not_cost_the_others(tmp_path, name, value):
    path = tmp_path / "settings.json"
    path.write_text(
        json.dumps({"theme": "dark", "lock_minutes": 7} | {name: value}), encoding="utf-8"
    )
    found = settings.load(path)
    assert getattr(found, name, None) == getattr(Settings(), name, None)
    assert found.theme == ("system" if name == "theme" else "dark")
    assert found.lock_minutes == (5 if name == "lock_minutes" else 7)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda s: st.dictionaries(st.text(), s)
    )
)
def test_any_json_is_survived(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "settings.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert settings.load(path) == Settings()


def test_failed_save_keeps_the_old_settings(tmp_path):
    path = tmp_path / "settings.json"
    settings.save(path, LIKED)
    with pytest.raises(TypeError):
        settings.save(path, Settings(language=b"x"))
    assert settings.load(path) == LIKED
    assert [file.name for file in tmp_path.iterdir()] == ["settings.json"]
