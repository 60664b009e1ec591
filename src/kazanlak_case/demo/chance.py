"""Chance that falls the same way every time: practice data of one seed are always the same people."""

from random import Random


def chance_of(seed: int) -> Random:
    """Begin with a seed."""
    return Random(seed)  # noqa: S311 - nothing secret is drawn from it
