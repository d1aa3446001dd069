"""Benchmarks of the performance targets, measured on this machine: `python -m tests.bench`."""
