"""Paper that leaves the house: who sees something may print it for the folder, not yet hand it out.

A letter that somebody's work is to write (a referral, a signal) is sent by whoever may write it: it names the least,
and consent or the law decides about the rest. A report or a note about a person is made for others, and a PDF in a file
is plain for whoever finds it; both take out of the file what stands on them, and ask for that right class by class.
What is printed for signature and stays with the case asks for nothing more; a house without the right orders the print
from the municipality.
"""

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.errors import NotAllowedError
from kazanlak_case.domain.fields import Privacy, specs_of
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.domain.rules.sight import NAME, Sight
from kazanlak_case.services.paper_facts import NATURAL, PaperWish
from kazanlak_case.services.paper_parts import PARTS

LETTERS = {"referral": "referral.institution", "incident": "signal.type"}
"""By form: what somebody writes who may send it."""
FOR_OTHERS = frozenset({"report", "certificate"})
"""Forms about a person that are made to be handed out."""
WITHOUT_PEOPLE = frozenset({"timesheet"})
_ADDRESS = "address"


def may_leave(sight: Sight, wish: PaperWish, *, as_file: bool = False) -> bool:
    """Tell whether a form may be printed, or with `as_file` written into a plain file."""
    if wish.blank:
        return True
    if wish.form in LETTERS:
        return sight.sees(LETTERS[wish.form], action=Action.WRITE)
    if not as_file and wish.form not in FOR_OTHERS:
        return True
    is_named = wish.form in WITHOUT_PEOPLE or sight.sees(NAME, action=Action.EXPORT)
    return is_named and all(sight.may(Action.EXPORT, one) for one in _classes_of(wish))


def require_leaving(uow: UnitOfWork, wish: PaperWish, *, as_file: bool = False) -> None:
    """Refuse a form that may not leave the house by this user.

    Raises:
        NotAllowedError: It may not.
    """
    if not may_leave(uow.sight, wish, as_file=as_file):
        raise NotAllowedError(action=Action.EXPORT)


def _classes_of(wish: PaperWish) -> frozenset[Privacy]:
    """Say of which classes a form tells something; the note says a name and a time, unless more is ticked."""
    if wish.form in WITHOUT_PEOPLE or (wish.form == "certificate" and _ADDRESS not in wish.parts):
        return frozenset({Privacy.OPEN})
    records = (NATURAL.get(wish.form, "person"), *PARTS.get(wish.form, ()))
    classes = {
        spec.privacy for name in records if name in RECORDS for spec in specs_of(RECORDS[name])
    }
    return frozenset({Privacy.OPEN, Privacy.PERSONAL}) | (classes & {Privacy.SPECIAL})
