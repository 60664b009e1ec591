"""Forms made from the declared fields: what was typed, an editor per kind of field."""
