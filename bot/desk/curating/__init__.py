"""What admins and editors do with a server's articles."""
