"""What a compiled model needs to run: NumPy, and nothing of the compiler."""
