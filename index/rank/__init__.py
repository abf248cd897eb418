"""Question and candidates -> scores: features, and the small network that weighs them by question."""
