"""The parts of the pages about transfers."""
