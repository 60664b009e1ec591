"""An empty store in memory, asked beforehand what a case file will be asked: its statements are in words by then.

To put a statement in the words of SQL costs more than running it on a small file, and what is in words for one store
is so for all (db/engine.py). Nothing in it is anybody's, and nothing of it is kept.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from kazanlak_case.db.context import UowContext
from kazanlak_case.db.engine import make_engine_in_memory
from kazanlak_case.db.intentions import create_view
from kazanlak_case.db.shorthand import Shorthand
from kazanlak_case.db.tables import metadata
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.ids import new_id
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.records import User

_NOBODY = bytes(16)


@contextmanager
def rehearsal(profile: MunicipalityProfile, *, now: datetime) -> Iterator[UnitOfWork]:
    """Give a unit of work of the head of the profile's first house, in which nothing was ever written."""
    someone = new_id(now)
    user = User(id=someone, name="head", role="manager", staff_member=someone)
    site = profile.sites[0].code
    engine = make_engine_in_memory()
    with engine.connect() as connection:
        metadata.create_all(connection, checkfirst=False)
        create_view(connection)
        names = Shorthand()
        context = UowContext(now, site, "house", user, profile, _NOBODY, 1, _NOBODY, names)
        yield UnitOfWork(connection, context)
        connection.rollback()
    engine.dispose()
