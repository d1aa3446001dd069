"""Builds what people install: `python -m tools.release` (`make release`), twice, and compares byte by byte."""
