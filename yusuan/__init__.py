"""The commands of the archive: one module per verb, nothing but wiring.

``main`` loads a verb when it is asked for: ``crawl``, ``ingest``, ``extract``, ``check``, ``status``, ``export``,
``verify``, ``serve``, ``demo``, ``inspect``, ``sites``. They share ``options`` and ``progress``; those that convert
documents also ``conversion`` and, for looking at those that are ``named``, ``trial``.
"""
