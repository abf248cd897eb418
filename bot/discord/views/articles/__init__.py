"""The buttons and menus of those who manage articles; each carries what it needs, so that it works after a restart."""
