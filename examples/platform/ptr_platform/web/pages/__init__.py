"""One file a page, or a group of pages that share their forms."""
