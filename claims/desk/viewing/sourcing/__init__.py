"""From records to the sourcing report: loaded together, then put together without a query."""
