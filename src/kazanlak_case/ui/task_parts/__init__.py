"""The parts of a task: the form it is written in, and how it is ticked."""
