"""The parts of the page a new family is written on."""
