"""KEEP: the archive between the steps: original bytes, what stands where, and the rows that were made of them.

1. The database: ``schema`` from the declarations in ``forms``, ``opening`` (who may create and write it) and
   ``refusal`` (what kept it from that), ``rows`` as they are bound, ``timestamps``, ``statistics``, ``search``,
   ``counts``, ``integrity``.
2. What comes in: ``collected`` keeps bytes in ``files`` (named by ``filenames``, their kind told by ``media``),
   members of ``containers`` as ``parts``; ``ledger`` (due again after ``resting``), ``fetches``, ``sites`` and
   ``vanished`` say what was asked of a site and what came.
3. What is made of it: ``pending`` names what is due to be converted, ``extractions`` writes what was ``extracted``,
   ``problems`` what was not, ``trust`` the checks.
4. What it is about: ``documents`` and which replaces which, ``holding`` for the forms of a disclosure, ``revisions``,
   ``departments`` with ``naming`` and ``renamings``, ``classifications``.
5. What it holds, in numbers: ``overview``, ``coverage``, ``figures``, ``findings``.
"""
