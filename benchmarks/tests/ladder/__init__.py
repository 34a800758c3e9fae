"""Tests of the ladder and of the grid."""
