"""What concerns one person on this floor: everything about them, deleting their account, and how long what is kept."""
