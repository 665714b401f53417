"""What the pages of a programme year count and add up."""
