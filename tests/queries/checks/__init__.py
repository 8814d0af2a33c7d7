"""Each check with cases of its own."""
