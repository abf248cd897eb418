"""What admins choose for a server."""
