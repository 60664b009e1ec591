"""Rules of the funds and of Bulgarian practice, as plain functions."""
