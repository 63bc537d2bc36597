"""Plugins: the points where one may join in, the built-in ones, and the manager that collects them all."""
