"""Quantities that need each other within one cell, by formulas that are linear in them: solved by algebra.

The solution is written in the same formulas as everything else, as plain quantities of the model, so both evaluators,
the proofs and the order of computation see no loop. Nothing is iterated.
"""
