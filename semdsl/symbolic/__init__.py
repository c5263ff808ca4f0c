"""Algebra on the checked model, and what can go wrong with values within the ranges that a model states.

Proofs of identities, closed forms of recursions, an audit of what the compiler rewrites. SymPy is imported by
``induction`` and nowhere else, and only when a closed form is asked for. No text ever reaches algebra: unknowns are
numbered, and what each stands for is kept in a table.
"""
