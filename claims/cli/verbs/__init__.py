"""The verbs, one module for what belongs together; imported when they are used."""
