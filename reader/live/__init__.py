"""The live console: the site with every panel behind it, so that one request runs through all."""
