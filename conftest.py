"""Tell at the end of a run what the histories of the merge had in them (docs/fuzz.md says how to read it)."""

from collections import Counter

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Add up what every shard counted; with many workers the counts come home with the reports."""
    counts: Counter[str] = Counter()
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            counts.update(dict(getattr(report, "user_properties", ())).get("histories", {}))
    if counts:
        terminalreporter.section("histories of the merge")
        histories, steps = counts.pop("histories"), counts.pop("steps")
        terminalreporter.line(f"{histories} histories, {steps} steps; histories with at least one")
        for what, count in counts.most_common():
            terminalreporter.line(f"  {what:22} {count:7}  {count / histories:6.1%}")
