"""Numbers and joins behind the pages of a programme year, by page."""
