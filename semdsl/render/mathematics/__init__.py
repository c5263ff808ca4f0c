"""Formulas as mathematics: made once from what was written, as a small tree, and printed in several media."""
