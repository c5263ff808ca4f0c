"""Order of computation: who needs whom, and in which order everything can be computed."""
