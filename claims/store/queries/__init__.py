"""Every SELECT, by the question it answers."""
