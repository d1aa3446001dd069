"""The event's plan: a TOML file read, checked, and made into an event."""
