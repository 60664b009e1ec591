"""Parts of the page that shows who read and changed what."""
