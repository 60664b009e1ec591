"""Read requirements.lock: what is pinned, with which hashes, for which systems, under which licence."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
REVIEWED = ROOT / "tools" / "licences.toml"

_PINNED = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;]+)\s*(?:;\s*(.+?))?\s*\\?$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})\b")


@dataclass(slots=True)
class Locked:
    """One pinned package."""

    name: str
    version: str
    marker: str = ""
    hashes: list[str] = field(default_factory=list)

    @property
    def purl(self) -> str:
        """Give its address among packages, as inventories write it."""
        return f"pkg:pypi/{self.name}@{self.version}"


def read_lock(path: Path = LOCK) -> list[Locked]:
    """Read every line of the lock.

    Raises:
        ValueError: A line is neither a pin nor a hash of one.
    """
    found: list[Locked] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        pinned = _PINNED.match(line)
        if pinned:
            found.append(Locked(pinned[1].lower().replace("_", "-"), pinned[2], pinned[3] or ""))
        elif (hashed := _HASH.search(line)) and found:
            found[-1].hashes.append(hashed[1])
        else:
            msg = f"requirements.lock, line {number}: neither a pin nor a hash"
            raise ValueError(msg)
    return found


def licence_of(package: Locked) -> str:
    """Give the SPDX expression of a package's licence: as reviewed by hand, else as the package itself says; or ""."""
    reviewed = tomllib.loads(REVIEWED.read_text("utf-8"))["reviewed"]
    if package.name in reviewed:
        return str(reviewed[package.name])
    try:
        return metadata.metadata(package.name).get("License-Expression") or ""
    except metadata.PackageNotFoundError:
        return ""


def allowed_licences() -> frozenset[str]:
    """List the SPDX names that may stand in an expression."""
    return frozenset(tomllib.loads(REVIEWED.read_text("utf-8"))["allowed"]["names"])


def needed_to_run() -> frozenset[str]:
    """Name the packages the program itself needs, with what they need: the rest is for tests and building."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    waiting, found = [Requirement(one) for one in project["dependencies"]], set()
    while waiting:
        wanted = waiting.pop()
        name = wanted.name.lower().replace("_", "-")
        if name in found:
            continue
        found.add(name)
        try:
            needs = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue
        extras = wanted.extras or {""}
        for text in needs:
            one = Requirement(text)
            if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(one)
    return frozenset(found)
