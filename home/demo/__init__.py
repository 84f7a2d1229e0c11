"""The demo content: real dialogues with their sources, and fictional organizations that use the portal.

Facts stand in CSV and TOML files beside this one; what fictional organizations do goes through the same actions as in
real life (`records.py`), so that loading the demo proves the rules.
"""
