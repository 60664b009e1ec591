"""Say in which values two rows of the same person differ."""

from collections.abc import Mapping

from kazanlak_case.domain.fields import Value
from kazanlak_case.domain.rules.names import fold
from kazanlak_case.intake.cells import as_text
from kazanlak_case.intake.findings import Finding
from kazanlak_case.intake.targets import targets


def differences(here: Mapping[str, Value], there: Mapping[str, Value]) -> tuple[Finding, ...]:
    """List the fields that both answer, and not alike."""
    found = []
    for target, value in here.items():
        other = there.get(target)
        spec = targets()[target].spec if target in targets() else None
        if spec is None or not _differ(value, other):
            continue
        facts = {"label": spec.label, "here": _said(value), "there": _said(other)}
        found.append(Finding("repeated_differs", target, {**facts}))
    return tuple(found)


def _differ(value: Value, other: Value) -> bool:
    if value in {None, ""} or other in {None, ""}:
        return False
    return (
        fold(value) != fold(other)
        if isinstance(value, str) and isinstance(other, str)
        else value != other
    )


def _said(value: Value) -> str:
    return as_text(value) if not hasattr(value, "as_tuple") else str(value)
