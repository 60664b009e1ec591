"""Parts of the pages where passwords are given and chosen."""
