"""VERIFY: what adds up and what does not.

``run`` takes each disclosure as ``disclosed``: ``within`` checks a form by its declared identities, ``across`` the
forms by the ``rules`` in ``rules.yml``, by their ``classes`` and item by item (``projects``), ``told`` the narrative
(``functions``: one function's spending). Each check is an ``outcome``; ``report`` says what to trust.
"""
