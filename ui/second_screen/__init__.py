"""The second screen: a greeting for the delegate."""
