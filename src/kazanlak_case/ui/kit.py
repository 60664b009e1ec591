"""What every screen works with: one parcel, put together by the workspace and handed on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kazanlak_case.domain.rules.rights import Action

if TYPE_CHECKING:
    from datetime import date

    from kazanlak_case.domain.rules.rights import Act
    from kazanlak_case.domain.rules.sight import Sight
    from kazanlak_case.ui.look import Look
    from kazanlak_case.ui.lookups import Lookups
    from kazanlak_case.ui.messages import Messages
    from kazanlak_case.ui.operations import Operations
    from kazanlak_case.ui.wording import Wording


@dataclass(slots=True)
class Kit:
    """The tools of a screen. `lookups` is exchanged when names of staff or partners change."""

    look: Look
    operations: Operations
    messages: Messages
    lookups: Lookups

    @property
    def wording(self) -> Wording:
        """How dates and numbers are written."""
        return self.lookups.wording

    @property
    def sight(self) -> Sight:
        """What the user may see and do: what would only refuse is not shown."""
        return self.operations.case_file.sight

    def may(self, act: Act) -> bool:
        """Tell whether the user may do something with the file."""
        return self.operations.case_file.may(act)

    def writes(self, *places: str) -> bool:
        """Tell whether the user may write all of these: record types, or fields as “person.phone”."""
        return self.sight.sees(*places, action=Action.WRITE)

    @property
    def today(self) -> date:
        """The day it is."""
        return self.operations.clock().date()
