"""Parts of the page of a family."""
