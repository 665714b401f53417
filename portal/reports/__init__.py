"""Joins over all apps for the pages of the portal, read only: standing, todo, school, search."""
