"""A quote as a picture."""
