"""The verification workbench: a live blog's claims and media, checked, signed off and logged."""
