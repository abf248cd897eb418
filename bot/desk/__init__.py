"""What all doors share: questions, articles and settings of servers; it knows no door."""
