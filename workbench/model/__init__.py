"""Tables and rules: pure SQLModel and the standard library, one file per noun."""
