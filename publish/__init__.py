"""SHOW: the archive as pages, queries and files. It writes nothing into it.

1. The site: ``site`` runs Datasette over the ``database`` with ``metadata``, canned ``questions`` and the pages of
   ``plugin``; ``limits`` binds the SQL of readers, ``typed`` takes addresses as people type them; ``memo`` and
   ``counting`` keep what would be computed again for every request.
2. How things are called and shown: ``labels``, ``values``, ``display``, ``marking``, ``dictionary``; ``pageimages``
   are drawn by ``rendering`` in a ``child`` of its own.
3. What is taken away: ``selection`` and ``reading`` of rows as ``stored``; ``export``, ``columnar``, ``workbook`` and
   ``spreadsheet`` write them, ``datapackage`` describes them.
"""
