"""Resolutions and decisions of United Nations bodies, paragraph by paragraph."""
