"""What a user may do with a file, asked of the file itself and of each piece of work in it."""

import functools

from kazanlak_case.db.reference import rights_of
from kazanlak_case.domain.errors import NotAllowedError
from kazanlak_case.domain.fields import FieldSpec, Privacy
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.records import User
from kazanlak_case.domain.rules.rights import Act, Action, Rights
from kazanlak_case.domain.rules.sight import Sight


class Bounded:
    """Something that has a user and a profile: the user may do so much with it, and no more."""

    @property
    def user(self) -> User:
        """Who is at work."""
        raise NotImplementedError

    @property
    def profile(self) -> MunicipalityProfile:
        """The municipality's profile."""
        raise NotImplementedError

    @property
    def sight(self) -> Sight:
        """What the user may see and do: whoever hands values out, or shows a button, asks it first."""
        return _sight(rights_of(self.profile), self.user)

    def may(self, wanted: Action | Act, what: FieldSpec | Privacy | None = None) -> bool:
        """Tell whether the user may do something with the file, or with a field or a class of fields."""
        return self.sight.may(wanted, what)

    def require(self, act: Act) -> None:
        """Refuse what the user's role does not allow.

        Raises:
            NotAllowedError: It does not.
        """
        if not self.may(act):
            raise NotAllowedError(act=act)


@functools.lru_cache(maxsize=8)
def _sight(rights: Rights, user: User) -> Sight:
    """Make a sight; while neither rights nor user change, what it worked out stays."""
    return Sight(rights, user)
