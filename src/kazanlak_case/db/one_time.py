"""One-time passwords that can be read aloud over the telephone: four plain words."""

import functools
import secrets

from kazanlak_case.paths import resource

WORDS = 4
FEWEST = 1024
"""Words to choose from: four of so many are 40 bits, beside the cost of each guess."""


def new_one_time_password() -> str:
    """Make one up."""
    words = one_time_words()
    return " ".join(secrets.choice(words) for _ in range(WORDS))


@functools.cache
def one_time_words() -> tuple[str, ...]:
    """Give the words that are shipped."""
    words = tuple(resource("reference/password_words.txt").read_text("utf-8").split())
    if len(set(words)) < FEWEST:
        msg = "too few words to make passwords of"
        raise ValueError(msg)
    return words
