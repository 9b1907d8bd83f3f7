"""Any delimited file or folder, by a map."""
