"""Benchmarks of the performance budget on this machine: `python -m tests.bench`."""
