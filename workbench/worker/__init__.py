"""Background work: jobs by name, each a few lines that call media, evidence and desk."""
