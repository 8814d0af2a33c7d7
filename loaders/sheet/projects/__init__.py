"""Pages 6 to 8: section 4, projects."""
