"""Views as text for people: plain, aligned, within a hundred columns."""
