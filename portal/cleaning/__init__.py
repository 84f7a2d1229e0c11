"""Makes clean copies of files that strangers sent, in a process of its own: `python -m portal.cleaning …`.

Nothing here knows Django, the database or a setting: a file goes in, a rebuilt file and a short report come out. The
process has no secrets in its environment and hard limits on time, memory and what it writes (child.py); portal/files
starts it and turns its report into words.
"""
