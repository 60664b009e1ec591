"""Import one bundle in a process that does nothing else, and print what its parts cost and the most memory it took.

python import_alone.py FILE.kcase BUNDLE
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from files import opened
from kazanlak_case.db.exchange import Exchange
from kazanlak_case.db.findings import Findings
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.export import bundle_import
from made_up import NOW
from measures import cpu_of, memory

_cost: dict[str, float] = {}


def _timed(owner: Any, name: str, as_what: str) -> None:
    """Let a function tell what it cost."""
    work: Callable[..., Any] = getattr(owner, name)

    @wraps(work)
    def told(*parts: Any, **named: Any) -> Any:
        answer: list[Any] = []
        seconds = cpu_of(lambda: answer.append(work(*parts, **named)))
        _cost[as_what] = _cost.get(as_what, 0.0) + seconds
        return answer[0]

    setattr(owner, name, told)


def main() -> None:
    """Import, and tell."""
    for owner, name, as_what in (
        (bundle_import, "backup_before_import", "backup"),
        (bundle_import, "found_since", "repeats"),
        (Findings, "refresh", "findings"),
        (Exchange, "merge", "merge"),
        (UnitOfWork, "commit", "commit"),
    ):
        _timed(owner, name, as_what)
    file = opened(Path(sys.argv[1]))
    bundle = Path(sys.argv[2])
    reports = []
    whole = cpu_of(lambda: reports.extend(bundle_import.import_bundles(file, [bundle], now=NOW)))
    file.close()
    assert [one.status for one in reports] == ["merged"], reports
    print(json.dumps({**_cost, "whole": whole, "memory": memory("VmHWM")}))


if __name__ == "__main__":
    main()
