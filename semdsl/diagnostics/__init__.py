"""What the program has to say about a model: data first, words for a terminal or a machine after."""
