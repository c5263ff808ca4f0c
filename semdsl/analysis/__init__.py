"""Questions about how results move, and what would make a condition hold."""
