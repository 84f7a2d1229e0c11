"""Analyses: what organizations and coordinators make of resolutions, with the paragraphs they cite."""
