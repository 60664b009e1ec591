"""Parts of the screens about needs and plans."""
