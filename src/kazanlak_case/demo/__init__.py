"""Practice data: made-up people and a year of four houses' work, written through the services the window uses."""
