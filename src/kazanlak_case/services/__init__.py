"""What a person can do: each function is one intention, ends in one changeset, and knows no SQL and no window."""
