"""How people are heard and answered, by interactions and by messages."""
