"""The record as flat tables with names in them, for Datasette and for whoever knows SQL."""
