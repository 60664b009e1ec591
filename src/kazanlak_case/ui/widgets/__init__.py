"""Small parts that screens are put together from."""
