"""What Word does not write into a table or paragraph but shows: numbers of lists, merged cells."""
