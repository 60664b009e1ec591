"""Parts of the list of people."""
