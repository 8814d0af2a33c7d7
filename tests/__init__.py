"""The tests of policygraph."""
