"""Address in, capture out: the outbound door, whole fetches and the content-addressed store."""
