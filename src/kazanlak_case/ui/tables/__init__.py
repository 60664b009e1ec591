"""Tables over pages, and how their rows are painted."""
