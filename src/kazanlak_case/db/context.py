"""What every query and write of one unit of work knows."""

from dataclasses import dataclass, field
from datetime import date, datetime

from kazanlak_case.db.copy_keys import CopyKeys
from kazanlak_case.db.key_slots import Unlocked
from kazanlak_case.db.shorthand import Shorthand
from kazanlak_case.domain.exchange import LogName
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.records import User


@dataclass(frozen=True, slots=True)
class UowContext:
    """Who is at work in which file, and when."""

    now: datetime
    site: str
    role: str
    user: User
    profile: MunicipalityProfile
    replica: bytes
    incarnation: int
    copy: bytes
    names: Shorthand
    is_practice: bool = False
    """Whether all in the file is made up."""
    own_keys: CopyKeys | None = None
    """This copy's keys, where they are not in plain sight in the file: a server's table keeps them sealed."""
    unlocked: Unlocked | None = field(default=None, repr=False)
    """The keys of the opened file; None while a new one is being filled."""

    @property
    def today(self) -> date:
        """The day of `now`."""
        return self.now.date()

    def own_log(self, scope: str) -> LogName:
        """Give the log this copy writes in a scope."""
        return LogName(self.replica, scope, self.site, self.incarnation, self.copy)
