"""Check what is pinned: exact, hashed, licensed, with wheels for both systems, and without known advisories.

`audit.py` needs no network: it compares the lock with docs/wheels.json and docs/advisories.json.
`audit.py --refresh` asks the package index anew and writes both (pip and pip-audit must be there).
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from locked import LOCK, ROOT, Locked, allowed_licences, licence_of, read_lock

if TYPE_CHECKING:
    from collections.abc import Iterator

WHEELS = ROOT / "docs" / "wheels.json"
ADVISORIES = ROOT / "docs" / "advisories.json"
OLD_AFTER = 92
"""After so many days an audit says that it is old."""
GLIBC = ("1", "2010", "2014", "_2_5", "_2_12", "_2_17", "_2_24", "_2_27", "_2_28", "_2_31", "_2_34")
SYSTEMS = {
    "win_amd64": ("win_amd64",),
    "manylinux": tuple(f"manylinux{one}_x86_64" for one in GLIBC),
}
EXACT = re.compile(r"[0-9]+(\.[0-9]+)*((a|b|rc|\.post)[0-9]+)?$")


def main() -> int:
    """Say what is wrong, one line each; nothing is good."""
    if "--refresh" in sys.argv:
        refresh(date.today())  # noqa: DTZ011 - the day it is here
    packages = read_lock()
    found = list(faults(packages))
    for line in found:
        print(line)
    print(advice(date.today()))  # noqa: DTZ011 - as above
    print(f"{len(packages)} packages, {len(found)} faults")
    return 1 if found else 0


def faults(packages: list[Locked]) -> Iterator[str]:
    """Tell what is wrong with the lock, as far as it can be told without a network."""
    wheels = _read(WHEELS).get("wheels", {})
    allowed = allowed_licences()
    names = [one.name for one in packages]
    for one in packages:
        where = f"{one.name} {one.version}"
        if names.count(one.name) > 1:
            yield f"{where}: pinned twice"
        if not EXACT.match(one.version):
            yield f"{where}: not an exact version"
        if not one.hashes:
            yield f"{where}: no hash"
        licence = licence_of(one)
        if not licence:
            yield f"{where}: no licence known; look it up and write it into tools/licences.toml"
        for name in re.split(r" (?:AND|OR|WITH) ", licence):
            if licence and name.strip("()") not in allowed:
                yield f"{where}: licence {name} is not allowed"
        yield from _wheel_faults(one, wheels.get(one.name, {}), where)
    yield from _advisory_faults(packages)


def _wheel_faults(one: Locked, wheels: dict[str, Any], where: str) -> Iterator[str]:
    for system in SYSTEMS:
        if "win32" in one.marker and system != "win_amd64":
            continue
        wheel = wheels.get(system)
        if not wheel:
            yield f"{where}: no wheel for {system}"
        elif wheel["sha256"] not in one.hashes:
            yield f"{where}: the wheel for {system} is not the one in the lock"


def _advisory_faults(packages: list[Locked]) -> Iterator[str]:
    pinned = {one.name: one.version for one in packages}
    for advisory in _read(ADVISORIES).get("advisories", []):
        name, version = advisory["name"], advisory["version"]
        if pinned.get(name) == version and not advisory.get("does_not_concern_us"):
            yield f"{name} {version}: {advisory['id']}, mended in {advisory['fixed']}"


def advice(today: date) -> str:
    """Say how far the stored advisories can be trusted."""
    stored = _read(ADVISORIES)
    answered, of = stored.get("answered", 0), stored.get("asked", 0)
    looked = date.fromisoformat(stored.get("looked", "2000-01-01"))
    text = f"advisories: {answered} of {of} packages answered on {looked} ({stored.get('source', 'nobody asked')})"
    if answered < of or (today - looked).days > OLD_AFTER:
        text += "; ask again with --refresh where there is a network"
    return text


def refresh(today: date) -> None:
    """Ask the package index for wheels and advisories."""
    wheels: dict[str, dict[str, Any]] = {}
    with TemporaryDirectory() as folder:
        for system, platforms in SYSTEMS.items():
            for one in _chosen(platforms, Path(folder)):
                info = one["download_info"]
                digest = info["archive_info"]["hashes"]["sha256"]
                name = one["metadata"]["name"].lower().replace("_", "-")
                file = info["url"].rpartition("/")[2]
                wheels.setdefault(name, {})[system] = {"file": file, "sha256": digest}
        _write(WHEELS, {"looked": f"{today}", "wheels": dict(sorted(wheels.items()))})
        _write(ADVISORIES, _asked(Path(folder), today))


def _chosen(platforms: tuple[str, ...], folder: Path) -> list[dict[str, Any]]:
    """Let pip choose a wheel of every package for a system, and install none."""
    report, lock = folder / "report.json", folder / "lock.txt"
    # pip asks this computer whether a marker holds; another system's wheels are wanted too
    lock.write_text(re.sub(r" ; [^\\\n]+", " ", LOCK.read_text("utf-8")), encoding="utf-8")
    words = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--ignore-installed"]
    words += ["--no-deps", "--require-hashes", "--only-binary=:all:", "--python-version", "3.11"]
    words += ["--implementation", "cp", "--target", str(folder / "none")]
    for platform in platforms:
        words += ["--platform", platform]
    subprocess.run([*words, "--report", str(report), "-r", str(lock)], check=True)  # noqa: S603 - our own words
    found: list[dict[str, Any]] = _read(report)["install"]
    return found


def _asked(folder: Path, today: date) -> dict[str, Any]:
    """Let pip-audit ask; what it could not find out is told as not answered."""
    report = folder / "audit.json"
    words = ["pip-audit", "-r", str(LOCK), "--disable-pip", "--no-deps", "-f", "json"]
    subprocess.run([*words, "-o", str(report)], check=False)  # noqa: S603 - our own words
    found = _read(report).get("dependencies", [])
    advisories = [
        {
            "name": one["name"],
            "version": one["version"],
            "id": each["id"],
            "fixed": ", ".join(each["fix_versions"]),
        }
        for one in found
        for each in one.get("vulns", [])
    ]
    answered = sum("skip_reason" not in one for one in found)
    return {
        "looked": f"{today}",
        "source": "pip-audit, PyPI",
        "asked": len(found),
        "answered": answered,
        "advisories": advisories,
    }


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return found


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
