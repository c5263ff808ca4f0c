"""Proofs by algebra: formulas as quotients of polynomials, built part by part from the checked model.

SymPy is imported here and nowhere else, and only when a model has an identity. No text ever reaches it: unknowns are
numbered, and what each stands for is kept in a table.
"""
