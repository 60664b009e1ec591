"""The steps of taking in a list."""
