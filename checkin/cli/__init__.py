"""Command-line interface (CLI): arguments in, one core call, text or JSON out."""
