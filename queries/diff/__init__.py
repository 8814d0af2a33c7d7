"""What changed between two years, two stores or two versions of a sheet."""
