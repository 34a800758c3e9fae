"""The report: what the result files mean, as one page of HTML and as Markdown."""
