"""How many-item steps are run."""
