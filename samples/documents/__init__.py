"""Sample disclosures: facts in YAML, made into forms, narrative and PDF.

1. ``model`` reads the compact facts of an invented department, ``derive`` completes them: ``derive_balance``,
   ``derive_spending``, ``derive_goals``, with the ``codes`` and ``labels`` that forms print, in the ``amounts`` of the
   document.
2. ``facts`` gives a document, from ``store``, as a ``disclosure``: its ``titles``, its ``narrative`` with ``figures``
   read back from the forms, and the ``frames`` around them.
3. ``build`` makes the PDFs: ``setting`` on the pages of ``canvaspage``, ``headers`` and ``grid`` of each form,
   ``ruled`` tables, ``lettering`` in two fonts, which ``fontsubset`` made.
"""
