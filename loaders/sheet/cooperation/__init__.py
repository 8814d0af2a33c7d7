"""Page 3: section 2, cooperation."""
