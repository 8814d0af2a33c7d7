"""The published store over HTTP: SPARQL 1.1 protocol, the catalogue, data IRIs, and pages for people."""
