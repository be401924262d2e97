"""Tables of forms read into rows: amounts in exact yuan, codes joined, names where they belong, kinds of rows told.

- Lists, one line a row: ``listing`` reads them with ``cells`` (what a line says), ``codes`` and ``settling`` (codes
  and names to their columns; ``purchases`` those of 政府采购) and ``listkinds`` (which rows are totals); ``readings``
  takes of a damaged table the reading that the sums prove, ``lostcells`` of its single rows.
- Balances, revenue left and expenditure right: ``two_sided``, with ``balance`` for what the labels are.
- 整体绩效目标表: ``objectives``, part by part in ``objective_tasks``, ``objective_funding`` and
  ``objective_targets``.
- 项目绩效目标表: ``project_objectives`` with all projects and their ``project_columns``, ``project_list`` downward,
  ``project_sheet`` with one project a sheet.
- Of all of these forms, ``indicators`` knows the columns and adds the rows, ``found`` collects rows of forms that fill
  several tables.
"""
