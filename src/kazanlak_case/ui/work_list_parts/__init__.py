"""Parts of the page of missing answers."""
