"""What the practice story and the window that opens it agree on."""

from datetime import date

PRACTICE_PASSWORD = "упражнение за четирите къщи"  # noqa: S105 - of made-up people, and told to everybody
LAST_DAY = date(2022, 11, 14)
"""The last day of the story: „Днес“ of its files."""
