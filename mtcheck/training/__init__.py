"""Training: simulated damage, data sets, networks and export.  Nothing at run time imports it."""
