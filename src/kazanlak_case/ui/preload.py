"""What the window needs after the password is given, made ready while it is being typed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kazanlak_case import paths

if TYPE_CHECKING:
    from kazanlak_case.ui.look import Look


def preload() -> None:
    """Import store and screens, and put in words what Днес asks: that takes longer than everything before it."""
    import kazanlak_case.db.backups
    import kazanlak_case.db.casefile
    import kazanlak_case.db.exchange
    import kazanlak_case.db.people
    import kazanlak_case.db.readings
    import kazanlak_case.db.search
    import kazanlak_case.db.work
    import kazanlak_case.services.person_page
    import kazanlak_case.services.today
    import kazanlak_case.ui.guards
    import kazanlak_case.ui.screens.people
    import kazanlak_case.ui.screens.person
    import kazanlak_case.ui.screens.today
    import kazanlak_case.ui.workspace  # noqa: F401 - all imported for what it costs, not for their names
    from kazanlak_case.db.reference import code_lists, settlements

    code_lists()
    settlements()
    _rehearse()


def draw_ahead(look: Look) -> None:
    """Draw the signs of rail and menu, of which each costs half a millisecond; `preload` came before."""
    from kazanlak_case.ui.person_actions import PERSON_ACTIONS
    from kazanlak_case.ui.places import PLACES
    from kazanlak_case.ui.widgets.rail import SIGN_SIZE

    for place in PLACES.values():
        look.icon(place.icon, "muted", size=SIGN_SIZE)
    for action in PERSON_ACTIONS.values():
        look.icon(action.icon)


def _rehearse() -> None:
    from kazanlak_case.db.rehearsal import rehearsal
    from kazanlak_case.domain.profile import MunicipalityProfile
    from kazanlak_case.services.today import today

    profile = MunicipalityProfile.parse(paths.resource(paths.PROFILE).read_text("utf-8"))
    with rehearsal(profile, now=datetime.now(UTC)) as uow:
        today(uow)
