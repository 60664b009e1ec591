"""Verify and doctor."""

from pathlib import Path

from support.command import Terminal


def test_verify_gives_digests_and_a_line_per_check(terminal: Terminal, house: Path) -> None:
    facts = terminal.open("verify", house, "--json").json
    assert set(facts) == {"ok", "digest", "scopes", "checks"}
    assert facts["ok"] is True
    assert {"cipher", "sqlite", "chain", "tables"} <= {one["name"] for one in facts["checks"]}
    assert all(one == {"name": one["name"], "ok": True, "detail": ""} for one in facts["checks"])
    lines = terminal.open("verify", house).out.splitlines()
    assert [line.split()[1] for line in lines[: len(facts["checks"])]] == [
        one["name"] for one in facts["checks"]
    ]
    assert facts["digest"] in lines[-1]


def test_doctor_finds_everything_here(terminal: Terminal) -> None:
    facts = terminal.run("doctor", "--json").json
    assert facts["ok"] is True
    assert facts["missing"] == []
    assert facts["libraries"]["SQLCipher"]
    assert "bg" in facts["languages"]
    assert "Missing" in terminal.run("doctor").out
