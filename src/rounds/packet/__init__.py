"""The packet: what a committee reads of an interview, as content with a hash, as one HTML file and as a PDF."""
