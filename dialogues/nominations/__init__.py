"""Nominations for panels: organizations propose, coordinators score without names, the nominee answers."""
