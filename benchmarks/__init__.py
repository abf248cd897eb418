"""How good and how fast Summit is, with the plain way beside it in the same run."""
