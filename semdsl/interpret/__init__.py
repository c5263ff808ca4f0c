"""The reference interpreter: the meaning of a model, one cell at a time."""
