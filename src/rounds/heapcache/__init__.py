"""Heap snapshots as files and their analyses, kept on disk and mapped from there; analysing in a process of its own."""
