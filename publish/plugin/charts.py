"""Chart.js and our script that draws tables with it, for the pages that have such tables."""

from __future__ import annotations

from jinja2 import Environment
from markupsafe import Markup
from pluggy import HookimplMarker

from publish import labels

hookimpl = HookimplMarker("datasette")
SCRIPTS = Markup(
    '<script defer src="/static/chart.umd.min.js"></script><script type="module" src="/static/charts.js"></script>'
)


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    env.globals.update(
        charts=lambda: SCRIPTS,
        measure_label=lambda name: labels.plain_label("totals", name),
        three_public_label=lambda name: labels.plain_label("three_public", name),
    )
