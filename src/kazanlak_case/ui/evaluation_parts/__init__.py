"""Parts of the page that makes rows without names for evaluators."""
