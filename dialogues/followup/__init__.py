"""After approval: when each delegate comes and goes, what they need, and the letter for their visa."""
