"""Tell at the end of a run what was tried: histories of the merge (docs/fuzz.md), hostile bundles, kills, faults."""

from collections import Counter

import pytest

TRIED = {
    "bundles": "hostile bundles, none taken",
    "kills": "kills, by what was going on",
    "faults": "faults of disks, sticks and clocks",
}
"""What tests count by kind, and the heading it is told under."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Add up what every shard counted; with many workers the counts come home with the reports."""
    for name, heading in TRIED.items():
        if counts := counted(terminalreporter, name):
            terminalreporter.section(f"{counts.total()} {heading}")
            for what, count in sorted(counts.items()):
                terminalreporter.line(f"  {what:44} {count:6}")
    counts = counted(terminalreporter, "histories")
    if counts:
        terminalreporter.section("histories of the merge")
        histories, steps = counts.pop("histories"), counts.pop("steps")
        terminalreporter.line(f"{histories} histories, {steps} steps; histories with at least one")
        for what, count in counts.most_common():
            terminalreporter.line(f"  {what:22} {count:7}  {count / histories:6.1%}")


def counted(terminalreporter: pytest.TerminalReporter, name: str) -> Counter[str]:
    """Add up what tests noted under a name."""
    counts: Counter[str] = Counter()
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            counts.update(dict(getattr(report, "user_properties", ())).get(name, {}))
    return counts
