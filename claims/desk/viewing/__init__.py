"""From records to views: identities become names."""
