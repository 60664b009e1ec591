"""Parts of the form of a visit and of the notebook."""
