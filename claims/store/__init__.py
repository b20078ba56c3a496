"""The database: tables, the ledger's gateway, and every statement that is sent to it."""
