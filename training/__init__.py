"""Makes the weights that ship with Summit; nothing here is needed to run it."""
