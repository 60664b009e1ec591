"""Measure everything in one run, print the table, and write docs/bench.json.

    python bench/run.py [--quick] [--persons N] [--only SUBJECT …] [--out FILE]

Ratios are of CPU seconds, medians of pairs measured in turns; limits of patience are milliseconds and megabytes of
this machine, which is printed above them. Timing never decides a test.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "docs" / "bench.json"
SUBJECTS = (
    "window",
    "daily_work",
    "finding",
    "repeats",
    "merging",
    "peer_merges",
    "server_merge",
    "funds",
    "workbooks",
)
LONG = ("growth",)
"""Measured only when asked for: it writes its own page."""
MARK = {True: "holds", False: "FALLS SHORT", None: ""}


def main() -> int:
    """Run the subjects asked for."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="kazanlak-bench-") as place:
        os.environ["KAZANLAK_CASE_HOME"] = f"{place}/home"
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from measures import Run, machine

        here = machine()
        print("  ".join(f"{name}: {value}" for name, value in here.items()))
        found: list[dict[str, Any]] = []
        for subject in asked.only:
            folder = Path(place) / subject
            folder.mkdir()
            module = __import__(subject)
            for row in module.rows(Run(folder, asked.persons, asked.quick, asked.changes)):
                found.append({"subject": subject, **row.as_json()})
                print(_line(row), flush=True)
    if asked.out:
        _keep(found, set(asked.only), asked.out)
        print(f"\n{asked.out}")
    return 0


def _keep(found: list[dict[str, Any]], subjects: set[str], out: Path) -> None:
    """Write what was found; what stands there of subjects that were not measured now stays."""
    stood = json.loads(out.read_text("utf-8")) if out.exists() else []
    rows = [*found, *(row for row in stood if row.get("subject", "") not in {*subjects, ""})]
    places = [*SUBJECTS, *LONG]
    rows.sort(key=lambda row: places.index(row["subject"]))
    out.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="fewer pairs, smaller files")
    parser.add_argument("--persons", type=int, default=100_000, help="the largest file")
    parser.add_argument("--changes", type=int, default=10**7, help="the largest store of `growth`")
    parser.add_argument("--only", nargs="+", choices=(*SUBJECTS, *LONG), default=list(SUBJECTS))
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    if asked.quick:
        asked.persons = min(asked.persons, 10_000)
        asked.changes = min(asked.changes, 300_000)
        asked.out = None
    return asked


def _line(row: object) -> str:
    from measures import Row

    assert isinstance(row, Row)
    bars = "  ".join(
        f"{word} {bar:g}" for word, bar in (("must", row.must), ("after", row.after)) if bar
    )
    value = f"{'–':>9}" if row.value is None else f"{row.value:>9.3g}"
    return f"{row.name:<66} {value} {row.unit:<5} {bars:<22} {MARK[row.holds]:<12} {row.against}"


if __name__ == "__main__":
    sys.path.insert(0, str(HERE))
    sys.exit(main())
