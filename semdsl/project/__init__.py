"""The only part that reads files: the model, what it uses, and its tables."""
