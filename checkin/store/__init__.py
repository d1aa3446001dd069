"""The store: the only door to SQLite. Rows become frozen values here and go no further."""
