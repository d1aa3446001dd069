"""Event configuration (plan): a TOML file, parsed, validated, and turned into an event."""
