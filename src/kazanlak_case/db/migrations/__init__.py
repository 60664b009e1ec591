"""Schema migrations: one file per step, never edited after release."""
