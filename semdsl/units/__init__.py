"""The algebra of units. A unit is a product of powers of base units, nothing more."""
