"""COLLECT: finds disclosures on the sites that publish them and hands them to the archive."""
