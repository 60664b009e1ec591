"""The parts a person's page is put together from."""
