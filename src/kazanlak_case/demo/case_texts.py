"""The words of the story's case work, as the houses would write them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from kazanlak_case.paths import resource


@dataclass(frozen=True, slots=True)
class CaseTexts:
    """What is written in intakes, assessments, plans, referrals and visits of the story."""

    lists: Mapping[str, list[str]]
    words: Mapping[str, str]
    referrals: tuple[Mapping[str, str], ...]
    signal: Mapping[str, str]
    picture: tuple[str, tuple[str, ...]]

    @classmethod
    def read(cls) -> "CaseTexts":
        """Read them from the resources."""
        found = tomllib.loads(resource("demo/case_work.toml").read_text("utf-8"))
        return cls(
            lists={name: value for name, value in found.items() if _is_texts(value)}
            | {"before_visit": found["before_visit"]["texts"]},
            words={name: value for name, value in found.items() if isinstance(value, str)},
            referrals=tuple(found["referrals"]),
            signal=found["signal"],
            picture=(found["picture"]["title"], tuple(found["picture"]["words"])),
        )


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
