"""What people do, one function per act, and what pages show, as dataclasses."""
