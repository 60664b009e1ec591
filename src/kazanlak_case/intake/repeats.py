"""Say in which values two rows of the same person differ."""

from collections.abc import Mapping

from kazanlak_case.domain.fields import Value, specs_of
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.names import fold
from kazanlak_case.domain.rules.numbers import NO_NUMBER
from kazanlak_case.intake.findings import Coded, Finding
from kazanlak_case.intake.targets import targets

_PERSON = tuple((f"person.{spec.name}", spec.name) for spec in specs_of(Person))


def differences(here: Mapping[str, Value], there: Mapping[str, Value]) -> tuple[Finding, ...]:
    """List the fields that both answer, and not alike."""
    found = []
    for target, value in here.items():
        other = there.get(target)
        if target == "person.id_type" and NO_NUMBER in {value, other}:
            continue
        if not _differ(value, other):
            continue
        spec = targets()[target].spec if target in targets() else None
        if spec is None:
            continue
        facts = {"label": spec.label, "here": Coded(target, value), "there": Coded(target, other)}
        found.append(Finding("repeated_differs", target, {**facts}))
    return tuple(found)


def values_of_person(person: Person) -> dict[str, Value]:
    """Give a person's values by target."""
    return {target: getattr(person, name) for target, name in _PERSON}


def _differ(value: Value, other: Value) -> bool:
    if value == other or value is None or other is None or "" in {value, other}:
        return False
    return (
        fold(value) != fold(other)
        if isinstance(value, str) and isinstance(other, str)
        else value != other
    )
