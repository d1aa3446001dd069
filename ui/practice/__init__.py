"""Practice: a course with sample delegates, laid over the desk."""
