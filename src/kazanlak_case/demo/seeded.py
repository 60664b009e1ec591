"""Write down what the story put into the files on purpose, so that what the program finds can be held against it."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kazanlak_case.demo.calendar import END
from kazanlak_case.demo.courier import Courier
from kazanlak_case.demo.disagreements import FIELD, Disagreement
from kazanlak_case.demo.moves import Move
from kazanlak_case.demo.office import Stage
from kazanlak_case.demo.plan import Repeat

if TYPE_CHECKING:
    from pathlib import Path

NAME = "seeded.json"


def write_seeded(  # noqa: PLR0913 - everything that was put in
    stage: Stage,
    *,
    persons: int,
    seed: int,
    repeats: Sequence[Repeat],
    disagreements: Sequence[Disagreement],
    moves: Sequence[Move],
    courier: Courier,
) -> dict[str, object]:
    """Write the file, and give what it says."""
    late, repeated = courier.late, courier.repeated
    facts: dict[str, object] = {
        "persons": persons,
        "seed": seed,
        "today": END.isoformat(),
        "files": [_within(stage, stage.file_of(site.code)) for site in stage.profile.sites],
        "bundles": sorted(_within(stage, path) for path in stage.stick.glob("*.kbundle")),
        "reports": sorted(_within(stage, path) for path in stage.reports.iterdir()),
        "conflicts": [
            {
                "site": one.site,
                "record": "person",
                "id": one.person,
                "field": FIELD,
                "values": sorted((one.house_says, one.centre_says)),
            }
            for one in disagreements
        ],
        "duplicates": [
            {
                "ids": sorted(
                    arrival.ids[place] for arrival, place in (repeat.first, repeat.second)
                ),
                "certain": repeat.certain,
            }
            for repeat in repeats
        ],
        "transfers": [one.facts for one in moves],
        "repeated": repeated.name if repeated else None,
        "late": {"bundle": late.bundle.name, "newer": late.newer.name, "refused": late.refused_for}
        if late
        else None,
    }
    text = json.dumps(facts, ensure_ascii=False, indent=1)
    (stage.folder / NAME).write_text(f"{text}\n", encoding="utf-8")
    return facts


def _within(stage: Stage, path: "Path") -> str:
    return path.relative_to(stage.folder).as_posix()
