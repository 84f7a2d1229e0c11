"""Reports of consultations."""
