"""Store (repository layer): the only access to SQLite. Rows become frozen values here."""
