"""The door on Discord; nothing else knows the library that is called so too."""
