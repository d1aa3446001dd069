"""Practice mode (training): guided exercises with sample delegates, on the real desk."""
