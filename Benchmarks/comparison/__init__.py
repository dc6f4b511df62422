"""Runs the package and its peers in turns and says by what ratio which is faster; see ../README.md."""
