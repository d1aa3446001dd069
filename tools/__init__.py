"""Development tools, called by make: set-up, translations, checks."""
