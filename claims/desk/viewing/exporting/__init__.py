"""Records as lines of an export, in the spelling of the drafts that an import takes."""
