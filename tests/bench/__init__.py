"""The numbers that the design holds, measured on this machine: `python -m tests.bench`."""
