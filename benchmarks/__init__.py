"""Each figure the README quotes comes from one file here. `make bench` runs them all in one run and prints a table and JSON."""
