"""A second book: what a program pays, worked out from its exported terms and files of facts, by the reference pages alone."""
