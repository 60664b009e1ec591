"""What the form of a visit keeps beside the fields of the entry: who else, the day of the next step, the plan."""

from dataclasses import replace

from kazanlak_case.domain.fields import FieldSpec, Kind, Value
from kazanlak_case.domain.records import spec_of


def next_field() -> FieldSpec:
    """Give the day by which the next step is to be done."""
    return replace(spec_of("task", "due_on"), name="next_on")


def extra_fields(is_new: bool) -> tuple[FieldSpec, ...]:
    """Give what is kept beside the fields: ids of several stand in one text."""
    several = replace(
        spec_of("service_person", "person"), kind=Kind.CODES, refers=None, required=False
    )
    kept = (replace(several, name="people"), replace(several, name="workers"))
    if not is_new:
        return kept
    done = replace(spec_of("plan_action", "done_on"), name="action_done", kind=Kind.FLAG, rules=())
    return (*kept, next_field(), done)


def ids_of(value: Value) -> tuple[str, ...]:
    """Give the ids of a text."""
    return tuple(str(value or "").split())
