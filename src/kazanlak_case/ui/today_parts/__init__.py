"""The parts the day is put together from."""
