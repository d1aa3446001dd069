"""The desk: scan or type, one verdict, what to do next."""
