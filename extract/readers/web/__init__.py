"""What of a web page is its disclosure: its encoding, its body, its tables."""
