"""The parts of the page about people who may be in the file twice."""
