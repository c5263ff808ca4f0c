"""What is said of values once they are computed: checks, and what an actuary would doubt."""
