"""Values that keep what was printed: quantities, dates, chains, quotes, names."""
