"""Benchmarks that anyone can run. None of them is a test: machines differ, so ratios within one run count."""
