"""Any number of copies, bundles in any order, late, twice or lost: every copy says what the oracle says.

Real encrypted files, and the program's own import and export; only the sealed file around a bundle is left out of most
histories (support/stick.py). The oracle is support/merging/model.py and copying.py; world.py leads the two side by
side, histories.py says what may happen. KAZANLAK_HISTORIES says how many histories are tried, KAZANLAK_SHARDS in how many
tests; `make fuzz` tries many. Without it they are 2 000, or as many as a slow machine gets done in ten minutes of one
core: the counts say how many. docs/fuzz.md says how to read them.
"""

import os
import time
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from support.merging.histories import Histories

HISTORIES = int(os.environ.get("KAZANLAK_HISTORIES", "2000"))
SHARDS = int(os.environ.get("KAZANLAK_SHARDS", "16"))
SECONDS = None if "KAZANLAK_HISTORIES" in os.environ else 600
"""For all of them together, on one core: the other tests need their time too."""
STEPS = 12
PHASES = (Phase.generate, *([Phase.shrink] if "KAZANLAK_NO_SHRINK" not in os.environ else []))


@pytest.mark.slow
@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_copy_says_what_the_oracle_says(
    shard: int, record_property: Callable[[str, object], None]
) -> None:
    until = None if SECONDS is None else time.monotonic() + SECONDS / SHARDS
    machine = type("Histories", (Histories,), {"tally": Counter[str](), "until": until})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=-(-HISTORIES // SHARDS),
            stateful_step_count=STEPS,
            database=None,
            report_multiple_bugs=False,
            phases=PHASES,
        ),
    )
    assert machine.tally["histories"], "at least one was lived through"
    record_property("histories", dict(machine.tally))
