"""The documentation: pages, and the program that writes the reference."""
