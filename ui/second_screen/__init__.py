"""Second screen (customer display): a greeting for the delegate."""
