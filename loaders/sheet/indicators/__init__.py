"""Pages 4 and 5: section 3, indicators."""
