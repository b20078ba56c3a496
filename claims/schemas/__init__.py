"""The shapes of what comes in and goes out, as pydantic models; no database here."""
