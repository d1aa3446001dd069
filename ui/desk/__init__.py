"""The check-in desk: scan or search, one verdict, what to do next."""
