"""Whether a bundle may be taken at all, and what is told of it afterwards. Pure: no files, no SQL, no clock."""
