"""One address for each kind of page of the small archive's site."""

from datasette.utils import tilde_encode

from tests.publish.small_archive import Small


def pages(small: Small) -> dict[str, str]:
    """Kind → address; those that are not found or fail among them."""
    document = small.ids["教育局", 2023]
    department, unit, water = (tilde_encode(f"410400-{name}") for name in ("教育局", "第一小学", "水利局"))
    return {
        "home": "/",
        "city": "/city/410400",
        "city without accounts": "/city/410400?stage=决算",
        "department": f"/department/{department}",
        "unit": f"/department/{unit}",
        "document": f"/document/{document}",
        "document without findings": f"/document/{small.ids['水利局', 2023]}",
        "page of an original": f"/page/{document}/12",
        "page without a table": f"/page/{document}/1",
        "compare cities": "/compare",
        "choose departments": "/compare?city=410400",
        "compare departments": f"/compare?id={department}&id={water}",
        "findings": "/findings",
        "findings of a city": "/findings?city=平顶山市",
        "guide": "/guide",
        "search": "/search",
        "hits": "/search?q=差旅 培训",
        "hits of a kind": "/search?q=差旅&kind=projects",
        "no hits": "/search?q=不存在的词",
        "data": "/archive",
        "form": "/archive/expenditure",
        "form with filters": "/archive/projects?year=2023&_sort_desc=total&_search=差旅&_facet=category",
        "form without rows": "/archive/projects?year=1900",
        "view": "/archive/totals",
        "records": "/archive/checks",
        "narrative": "/archive/sections",
        "documents": "/archive/documents",
        "row of a form": f"/archive/expenditure/{document},2",
        "row of a record": f"/archive/documents/{document}",
        "source table": f"/archive/source_tables/{document}-1",
        "question": "/archive/department_budgets?year=2023",
        "question without rows": "/archive/department_budgets?year=1900",
        "SQL": "/archive?sql=select+department,+year+from+disclosures",
        "SQL that fails": "/archive?sql=select+nothing",
        "not found": "/nothing",
    }
