"""Split by verb family: year, proposal, verification, determination."""
