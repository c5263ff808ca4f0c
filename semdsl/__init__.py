"""A declarative actuarial modelling language."""
