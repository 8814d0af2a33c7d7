"""Pages 9 to 13: sections 5 to 7, evaluations and what followed."""
