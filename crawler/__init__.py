"""COLLECT: finds disclosures on the sites that publish them and hands them to the archive.

1. A site: ``sitefile`` with its ``sitefields``; ``probe`` looks at one and tells its ``findings``, ``scaffold`` begins
   one.
2. A crawl: ``run`` starts one ``process`` under our ``settings``; a spider of ``spiders`` is ``walking`` along
   ``lists`` and ``columns`` in the ``dialect`` of its content management system, told by the ``shapes`` of its
   addresses.
3. An article: ``choice`` and ``titles`` tell whether it is asked for, ``page`` and ``interface`` make it readable,
   ``bodies`` and ``attachments`` are what is taken of it.
4. Politeness: ``boundary``, ``robots``, ``asking``, ``patience``, ``guards``; ``answers`` says what an answer means.
5. What came of it: ``recording`` writes each step, with ``listed``, ``log`` and ``tally``.
"""
