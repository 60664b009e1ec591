"""Text blocks: a few sentences one writes often, under a short name; one's own, and those of the house."""

from collections.abc import Mapping

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Written
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.task import TextBlock
from kazanlak_case.domain.rules.names import sort_key
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.domain.visit_errors import NotYourTextError
from kazanlak_case.services.records import delete_record, save_record

SAVED, DELETED = "text_block_saved", "text_block_deleted"


def text_blocks(uow: UnitOfWork, *, service: str | None = None) -> list[TextBlock]:
    """List the texts one may put in: those for a service first, one's own before the house's, by name."""
    if not uow.sight.sees("text_block.title", "text_block.text"):
        return []
    me = uow.user.staff_member
    found = [one for one in uow.records.all(TextBlock) if not one.owner or one.owner == me]
    found.sort(
        key=lambda one: (
            not service or one.service != service,
            not one.owner,
            sort_key(one.title),
            one.id,
        )
    )
    return uow.sight.shown_all(found)


def save_text_block(
    uow: UnitOfWork, block_id: RecordId | None, values: Mapping[str, Value]
) -> Written:
    """Save a text block, a new one without an id; with the user as owner it is theirs alone, without one the house's.

    Raises:
        InvalidRecordError: The name or the text is missing.
        NotYourTextError: It is a colleague's, or would become one's.
    """
    uow.sight.require("text_block", action=Action.WRITE)
    me = uow.user.staff_member
    if block_id is not None:
        _require_own(uow, block_id)
    if values.get("owner") not in {None, "", me}:
        raise NotYourTextError
    return save_record(uow, TextBlock, block_id, values, what=SAVED)


def delete_text_block(uow: UnitOfWork, block_id: RecordId) -> Written:
    """Take a text block away; what was written with it stays.

    Raises:
        NotYourTextError: It is a colleague's.
        RecordMissingError: It is not there any more.
    """
    uow.sight.require("text_block", action=Action.WRITE)
    _require_own(uow, block_id)
    return delete_record(uow, TextBlock, block_id, what=DELETED)


def _require_own(uow: UnitOfWork, block_id: RecordId) -> None:
    owner = uow.records.get(TextBlock, block_id).owner
    if owner and owner != uow.user.staff_member:
        raise NotYourTextError
