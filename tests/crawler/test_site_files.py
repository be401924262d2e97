"""Site files are read strictly: whatever is wrong is named by file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crawler.sitefields import SiteFileError
from crawler.sitefile import load_site, load_sites
from crawler.spiders import spider_of

GOOD = """\
id: pingdingshan-czj
city: 平顶山市
county:
division_code: "410400"
family: siteserver
hosts: [czj.pds.gov.cn, "files.pds.gov.cn:8080"]
start: [https://czj.pds.gov.cn/channels/1.html]
"""


def write(folder: Path, text: str, name: str = "site.yml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_site_file_as_the_contract_shows_it(tmp_path: Path) -> None:
    site = load_site(write(tmp_path, GOOD + "allow_private: false\n"))
    assert (site.id, site.county, site.division_code, site.allow_private) == ("pingdingshan-czj", None, "410400", False)
    assert [
        site.allows(url)
        for url in (
            "https://czj.pds.gov.cn/x",
            "http://CZJ.pds.gov.cn:80/",
            "http://files.pds.gov.cn:8080/a.pdf",
            "https://czj.pds.gov.cn:8443/",
            "http://files.pds.gov.cn/a.pdf",
            "https://xczj.pds.gov.cn/",
            "https://czj.pds.gov.cn.evil.example/",
            "file:///etc/passwd",
            "https://evil@czj.pds.gov.cn.example/",
        )
    ] == [True, True, True, False, False, False, False, False, False]


@pytest.mark.parametrize(
    ("changed", "line", "told"),
    [
        (("id: pingdingshan-czj\n", "id: pingdingshan-czj\nid: other\n"), 2, "duplicate key 'id'"),
        (("county:\n", "county:\nprovince: 河南省\n"), 4, "unknown field 'province'"),
        (("family: siteserver", "family: wordpress"), 5, "unknown family 'wordpress'"),
        (('"410400"', "410400"), 4, "quote the number"),
        (('"410400"', '"4104"'), 4, "six digits"),
        (("hosts: [czj.pds.gov.cn, ", "hosts: [https://czj.pds.gov.cn, "), 6, "is not a host"),
        (("start: [https://czj.pds.gov.cn/", "start: [https://www.pds.gov.cn/"), 7, "not on this site's own hosts"),
        (('hosts: [czj.pds.gov.cn, "files.pds.gov.cn:8080"]\n', ""), 1, "field 'hosts' is missing"),
        (("county:\n", "county:\nallow_private: yes please\n"), 4, "true or false"),
        (("start: [https://", "start: ["), 7, "does not begin with http:// or https://"),
        (("county:\n", "county:\nselectors: {rows: li}\n"), 4, "unknown selector 'rows'"),
        (("county:\n", "county:\nselectors:\n  rows: li\n"), 5, "unknown selector 'rows'"),
        (("county:\n", "county:\nselectors: {list: 'ul[['}\n"), 4, "is no CSS selector"),
        (("county:\n", "county:\nminimum: 1.5\n"), 4, "a whole number"),
        (("county:\n", "county: a: b\n"), 3, "not valid YAML"),
        (("county:\n", "county:\n\tminimum: 1\n"), 4, "not valid YAML"),
        (("county:\n", "county:\nevidence: {start: {sure: certainly}}\n"), 4, "start: sure is one of A, B, C, G"),
    ],
)
def test_what_is_wrong_is_named_by_file_and_line(
    tmp_path: Path, changed: tuple[str, str], line: int, told: str
) -> None:
    path = write(tmp_path, GOOD.replace(*changed))
    with pytest.raises(SiteFileError, match=re.escape(f"{path}:{line}: ") + ".*" + re.escape(told)):
        load_site(path)


def test_a_file_in_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "site.yml"
    path.write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(SiteFileError, match=re.escape(f"{path}:2: not UTF-8 text")):
        load_site(path)


def test_two_files_with_one_id_and_an_unknown_id(tmp_path: Path) -> None:
    write(tmp_path, GOOD, "a.yml")
    with pytest.raises(LookupError, match="known ids: pingdingshan-czj"):
        load_sites(tmp_path, ["xuchang-czj"])
    with pytest.raises(LookupError, match=r"xuchang-cj; did you mean xuchang-czj.*'yusuan sites' lists all \d{3}"):
        load_sites(None, ["xuchang-cj"])
    write(tmp_path, GOOD, "b.yml")
    with pytest.raises(SiteFileError, match=r"b\.yml:1: id 'pingdingshan-czj' is already that of .*a\.yml"):
        load_sites(tmp_path)


def test_every_shipped_site_loads_and_has_a_spider() -> None:
    sites = load_sites()
    assert {"pingdingshan-czj", "xuchang-czj"} <= {site.id for site in sites}
    assert [site.id for site in sites if spider_of(site.family) is None] == []
