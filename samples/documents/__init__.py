"""Sample disclosures: facts in YAML, made into forms, narrative and PDF."""
