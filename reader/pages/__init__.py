"""One module for each kind of page: it takes the site, and yields what to render."""
