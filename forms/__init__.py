"""The vocabulary: every table, column, form and identity, declared in YAML and described nowhere else.

``declaration`` says what there is to declare, ``declared`` reads it strictly, ``columns`` and ``load`` give it as
objects, ``indicators`` those of the objectives; ``fiscal`` adds the words of the Fiscal Data Package. What the steps
have in common stands here, too: ``identities``, exact ``money``, folded ``text``, names of ``bodies``, and which row
breaks down which (``structure`` by codes, ``nesting`` by sums).
"""
