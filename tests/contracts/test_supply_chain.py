"""The inventory is true to the lock, and the lock to what is allowed."""

import json
import sys
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import audit  # noqa: E402 - beside the path
import sbom  # noqa: E402
from locked import LOCK, Locked, read_lock  # noqa: E402


def test_the_inventory_is_true_to_the_lock():
    """Every pinned package and no other, each with its version, its hashes and a licence."""
    kept = (ROOT / "docs" / "sbom.cdx.json").read_text("utf-8")
    assert kept == sbom.inventory(), "the lock has changed: make sbom"
    content = json.loads(kept)
    assert (content["bomFormat"], content["specVersion"]) == ("CycloneDX", "1.6")
    lock = {(one.name, one.version): set(one.hashes) for one in read_lock()}
    listed = {
        (one["name"], one["version"]): {
            each["value"] for each in one["properties"] if each["name"] == "lock:sha256"
        }
        for one in content["components"]
    }
    assert listed == lock
    properties = content["metadata"]["properties"]
    assert properties[0]["value"] == sha256(LOCK.read_bytes()).hexdigest()
    assert all(one["licenses"][0]["expression"] for one in content["components"])
    needed = {one["name"] for one in content["components"] if one["scope"] == "required"}
    assert {"sqlcipher3", "pynacl", "pyrage", "pyside6-essentials", "cffi"} <= needed
    assert not {"pytest", "mypy", "ruff"} & needed


def test_nothing_that_is_pinned_is_at_fault():
    assert list(audit.faults(read_lock())) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"version": "2.*"}, "not an exact version"),
        ({"hashes": []}, "no hash"),
        ({"hashes": ["0" * 64]}, "is not the one in the lock"),
        ({"name": "unheard-of"}, "no licence known"),
    ],
)
def test_a_fault_is_named(change, says):
    good = next(one for one in read_lock() if one.name == "pynacl")
    facts = {"name": good.name, "version": good.version, "hashes": good.hashes} | change
    assert any(says in line for line in audit.faults([Locked(**facts)]))


def test_a_known_advisory_is_a_fault(tmp_path, monkeypatch):
    stored = {"advisories": [{"name": "pynacl", "version": "1.6.2", "id": "X-1", "fixed": "9.9"}]}
    path = tmp_path / "advisories.json"
    path.write_text(json.dumps(stored), "utf-8")
    monkeypatch.setattr(audit, "ADVISORIES", path)
    assert any("X-1" in line for line in audit.faults(read_lock()))


def test_a_line_that_is_no_pin_is_refused(tmp_path):
    path = tmp_path / "requirements.lock"
    path.write_text("reportlab>=5\n", "utf-8")
    with pytest.raises(ValueError, match="line 1"):
        read_lock(path)
