"""All libraries and the bot's own file in one file, and back."""
