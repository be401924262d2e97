"""What the site adds to Datasette.

- Pages: ``home``, ``city``, ``department``, ``projects``, ``compare``, ``document``, ``evidence``, ``source_table``,
  ``row``, ``findings``, ``search``, ``guide``; with ``pages`` in common, ``frame`` above them, ``years``, ``places``
  and ``charts`` in them, and ``wanted`` for what a search asks for.
- To take away: ``taking`` and ``figures``, ``made`` in processes of their own; ``originals``, ``feeds``, ``llms``.
- Datasette's own pages: ``chinese``, ``cells``, ``errors``.
- What a public server needs: ``headers``, ``methods``, ``kept``; ``publish.limits`` binds SQL wherever it runs.
"""
