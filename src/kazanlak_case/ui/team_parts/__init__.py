"""The parts of the board of the team."""
