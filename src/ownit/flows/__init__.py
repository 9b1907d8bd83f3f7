"""What happens in order; the command line, pages and the worker call the same flow."""
