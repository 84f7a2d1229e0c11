"""Support for the travel of a delegation: asked for apart from registering, and never public."""
