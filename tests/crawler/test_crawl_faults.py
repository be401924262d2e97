"""One site with everything that goes wrong on real ones, crawled once by the real command."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from samples.sites.server import Resource, Server
from tests.crawler.loopback import PDF, Archive, Page, Pages, article, channel, html, pdf, targets, write_site

REAL = (PDF / "pds-slj-2023.pdf").read_bytes()
CAP = 300_000
XLS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le")
TABLE = "".join(f"<tr><td>{n}</td><td>收入合计</td><td>{n}.0</td></tr>" for n in range(8))
TITLES = [
    "redirect",
    "forbidden",
    "busy",
    "cut",
    "large",
    "errorpage",
    "robots",
    "firewall",
    "zip",
    "bomb",
    "many",
    "token",
    "elsewhere",
    "second",
    "chinese",
    "gbk",
    "body",
    "nothing",
    "home",
    "destroyed",
    "chain",
    "octets",
    "empty",
    "slow",
    "login",
]


def title(name: str) -> str:
    return f"2024年平顶山市{name}局部门预算公开"


def zipped(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in members.items():
            container.writestr(name, data)
    return packed.getvalue()


def busy(times: int) -> Resource:
    return Resource(b"busy", status=503, headers={"Retry-After": "1"}) if times == 1 else pdf(b"busy")


def token(times: int) -> Resource:
    return article(title("token"), f"/upload/files/2024/2/77.pdf?token={times:096d}")


def octets() -> Resource:
    return Resource(
        REAL + b"octets",
        "application/octet-stream",
        headers={"Content-Disposition": 'attachment; filename="2024年预算公开.pdf"'},
    )


def site(other: str, second: str) -> Pages:
    def page(name: str, *links: str, body: str = "") -> Resource:
        return article(title(name), *links, body=body)

    files = "/upload/files/2024/2"
    pages: dict[str, Page] = {
        "/robots.txt": Resource(b"User-agent: *\nDisallow: /private/\n", "text/plain"),
        "/channels/1.html": channel(
            *((f"/contents/1/{n}.html", title(name), "2024-02-01") for n, name in enumerate(TITLES, 1)),
            ("/contents/1/1.html", title("redirect"), ""),
            ("https://www.baidu.com/s?wd=x", "部门预算公开", ""),
            ("https://czt.henan.gov.cn/contents/9/9.html", "河南省财政厅2024年部门预算公开", ""),
            ("/contents/1/90.html", "平顶山市2024年政府预算公开", "2024-01-01"),
        ),
        f"{files}/redirect.pdf": Resource(b"", status=302, headers={"Location": f"http://{other}/secret.pdf"}),
        f"{files}/forbidden.pdf": Resource(b"no", status=403),
        f"{files}/busy.pdf": busy,
        f"{files}/cut.pdf": pdf(b"x" * 5000, cut=1000),
        f"{files}/large.pdf": pdf(b"x" * (CAP + 1)),
        f"{files}/errorpage.pdf": Resource("<html><body>页面不存在</body></html>".encode(), "application/pdf"),
        "/private/robots.pdf": pdf(b"robots"),
        f"{files}/firewall.pdf": Resource(
            "<html><title>网站防火墙</title><script>security_verify_data</script></html>".encode()
        ),
        f"{files}/zip.zip": Resource(zipped(**{"部门.pdf": b"%PDF-1.4 member", "表/附表.xls": XLS}), "application/zip"),
        f"{files}/bomb.zip": Resource(zipped(**{"a.pdf": b"%PDF-1.4" + b"0" * 3_000_000}), "application/zip"),
        f"{files}/one.pdf": pdf(b"one"),
        f"{files}/two.pdf": pdf(b"two"),
        f"{files}/deeper/one.pdf": pdf(b"other one"),
        f"{files}/预算.pdf": pdf(b"chinese"),
        "/upload/files/2024/2/%E9%A2%84%E7%AE%97.pdf": pdf(b"chinese"),
        f"{files}/gbk.pdf": pdf(b"gbk"),
        f"{files}/destroyed.pdf": Resource(REAL.decode("utf-8", "replace").encode(), "application/pdf"),
        f"{files}/chain.pdf": Resource(b"", status=301, headers={"Location": f"{files}/chain2.pdf"}),
        f"{files}/chain2.pdf": Resource(b"", status=302, headers={"Location": f"{files}/chain3.pdf"}),
        f"{files}/chain3.pdf": pdf(b"chain"),
        f"{files}/octets.pdf": octets(),
        f"{files}/empty.pdf": Resource(b"", "application/pdf"),
        f"{files}/slow.pdf": pdf(b"slow", delay=1.0),
    }
    shown: dict[str, Page] = {
        "robots": page("robots", "/private/robots.pdf"),
        "zip": page("zip", f"{files}/zip.zip"),
        "bomb": page("bomb", f"{files}/bomb.zip"),
        "many": page(
            "many", f"{files}/one.pdf", f"{files}/two.pdf", f"{files}/deeper/one.pdf", "https://www.baidu.com/"
        ),
        "token": token,
        "elsewhere": page("elsewhere", "https://oss.henan.gov.cn/typtfile/1/elsewhere.pdf"),
        "second": page("second", f"http://{second}/upload/second.pdf"),
        "chinese": page("chinese", f"{files}/预算.pdf"),
        "gbk": Resource(
            f"<html><head><meta charset=gb2312></head><body><h1>{title('gbk')}（更正）</h1><div "
            f"class=article><a href='{files}/gbk.pdf'>附件</a></div></body></html>".encode("gb18030"),
            "text/html",
        ),
        "body": page("body", body=f"<p>部门收支总体情况表</p><table>{TABLE}</table>"),
        "nothing": page("nothing", body="<p>另行公开。</p>"),
        "home": Resource(b"", status=302, headers={"Location": "/"}),
        "login": Resource(b"", status=302, headers={"Location": "/sso/login.html"}),
    }
    for number, name in enumerate(TITLES, 1):
        pages[f"/contents/1/{number}.html"] = shown.get(name) or page(name, f"{files}/{name}.pdf")
    pages["/"] = html("首页")
    pages["/sso/login.html"] = html('<form><input name="user"><input type="password" name="p"></form>')
    pages |= {f"{files}/77.pdf?token={visit:096d}": pdf(b"token") for visit in range(1, 20)}
    return Pages(pages)


@dataclass
class Crawled:
    archive: Archive
    server: Server[Pages]
    other: Server[Pages]
    second: Server[Pages]
    sites: Path
    out: str

    def again(self, *more: str, **env: str) -> str:
        return crawl(self.archive, self.sites, *more, status=0, **env)

    def problem(self, name: str) -> tuple[str, str] | None:
        number = TITLES.index(name) + 1
        rows = self.archive.rows(
            "select kind, message from problems where url like ? or document in "
            "(select document from sightings where article = ?)",
            f"%/contents/1/{number}.html",
            f"1/{number}",
        )
        return rows[0] if rows else None

    def sightings(self, name: str) -> list[tuple[Any, ...]]:
        return self.archive.rows(
            "select s.file_name, d.media_type, d.status, d.outcome, s.document from sightings s "
            "join documents d on d.id = s.document where article = ? order by 1",
            f"1/{TITLES.index(name) + 1}",
        )

    def fetched(self, part: str) -> set[tuple[Any, ...]]:
        return set(self.archive.rows("select status, outcome from fetches where url like ?", f"%{part}%"))


def crawl(archive: Archive, sites: Path, *more: str, status: int = 0, **env: str) -> str:
    # The cap of 64 MB is lowered for the test; everything else is the command as it is.
    lowered = (
        "import crawler.settings as s, sys; "
        f"s.DOWNLOAD_MAXSIZE = {CAP}; from yusuan.main import main; main(sys.argv[1:])"
    )
    command = archive.command("crawl", "--sites", str(sites), *more)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archive, "command", lambda *_: [command[0], "-c", lowered, *command[3:]])
        return archive.run("crawl", status=status, **env).stdout


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("faults")
    with (
        Server(Pages({"/secret.pdf": pdf(b"secret")})) as other,
        Server(Pages({"/upload/second.pdf": pdf(b"second")})) as second,
        Server(Pages()) as server,
    ):
        server.site.pages = site(other.netloc, second.netloc).pages
        sites = write_site(folder / "sites", server.netloc, "/channels/1.html", hosts=[second.netloc])
        archive = Archive(folder)
        yield Crawled(archive, server, other, second, sites, crawl(archive, sites))


def test_summary_counts_by_kind(crawled: Crawled) -> None:
    assert f"listed {len(TITLES)}  " in crawled.out
    assert crawled.archive.rows("select state, listed from sites where id = 'pages'") == [("fresh", len(TITLES))]


def test_every_request_made_stands_in_the_log(crawled: Crawled) -> None:
    made = Counter(
        f"http://{server.netloc}{asked.target}" for server in (crawled.server, crawled.second) for asked in server.log
    )
    # What the fence or robots.txt refused has never been asked for.
    assert made == Counter(url for (url,) in crawled.archive.rows("select url from fetches where outcome != 'refused'"))
    assert crawled.fetched("robots.txt") == {(200, "new"), (404, "missing")}
    assert crawled.fetched("chain") == {(200, "new"), (301, "moved"), (302, "moved")}
    assert crawled.fetched("busy.pdf") == {(503, "broken"), (200, "new")}


def test_redirect_to_another_host_is_not_followed(crawled: Crawled) -> None:
    assert crawled.problem("redirect") == ("crawl_refused", f"未取：指向本站以外的主机 {crawled.other.netloc}")
    assert crawled.other.log == []


@pytest.mark.parametrize(
    ("declared", "state", "asked"),
    [
        ("", "broken", {"/robots.txt"}),
        ("without_robots: true\n", "empty", {"/robots.txt", "/channels/1.html"}),
    ],
)
def test_a_site_whose_robots_txt_fails_is_left_alone(
    tmp_path: Path, declared: str, state: str, asked: set[str]
) -> None:
    pages: dict[str, Page] = {"/robots.txt": Resource(b"down", status=500), "/channels/1.html": channel()}
    with Server(Pages(pages)) as server:
        sites = write_site(tmp_path / "sites", server.netloc, "/channels/1.html")
        path = sites / "pages.yml"
        path.write_text(path.read_text(encoding="utf-8") + declared, encoding="utf-8")
        archive = Archive(tmp_path)
        archive.run("crawl", "--sites", str(sites), status=int(state == "broken"))
        assert archive.rows("select state from sites") == [(state,)]
        assert {request.target for request in server.log} == asked
    told = archive.rows("select message from problems where kind = 'crawl_broken'")
    assert told == ([] if declared else [("未取：网站的 robots.txt 读不到（HTTP 500），下次再问",)])


def test_redirects_within_the_site_are_followed(crawled: Crawled) -> None:
    assert [row[:3] for row in crawled.sightings("chain")] == [("chain.pdf", "application/pdf", "collected")]


def test_403_is_blocked_and_the_run_goes_on(crawled: Crawled) -> None:
    assert crawled.problem("forbidden") == ("crawl_blocked", "HTTP 403")
    assert crawled.fetched("forbidden.pdf") == {(403, "blocked")}


def test_retry_after_is_obeyed(crawled: Crawled) -> None:
    assert crawled.server.site.asked["/upload/files/2024/2/busy.pdf"] == 2
    assert [row[2] for row in crawled.sightings("busy")] == ["collected"]


def test_cut_body_is_no_document(crawled: Crawled) -> None:
    problem = crawled.problem("cut")
    assert problem is not None
    assert problem[0] == "crawl_broken"
    assert crawled.sightings("cut") == []


def test_file_over_the_cap_is_too_big(crawled: Crawled) -> None:
    assert crawled.problem("large") == ("crawl_too_big", "超过单个文件的大小上限")
    assert crawled.sightings("large") == []


def test_error_page_under_a_pdf_name_is_no_document(crawled: Crawled) -> None:
    assert crawled.problem("errorpage") == ("crawl_broken", "链接的是文件，得到的是网页")
    assert crawled.fetched("errorpage.pdf") == {(200, "broken")}
    assert crawled.sightings("errorpage") == []


def test_robots_txt_is_honoured(crawled: Crawled) -> None:
    assert crawled.problem("robots") == ("crawl_refused", "未取：网站的 robots.txt 不允许")
    assert "/private/robots.pdf" not in crawled.server.site.asked


def test_firewall_page_is_blocked_not_kept(crawled: Crawled) -> None:
    assert crawled.problem("firewall") == ("crawl_blocked", "应答的是网站防火墙页面")
    assert crawled.sightings("firewall") == []


def test_members_of_a_zip_are_the_documents(crawled: Crawled) -> None:
    assert [row[:3] for row in crawled.sightings("zip")] == [
        ("zip.zip/表/附表.xls", "application/vnd.ms-excel", "collected"),
        ("zip.zip/部门.pdf", "application/pdf", "collected"),
    ]


def test_zip_bomb_is_refused_whole(crawled: Crawled) -> None:
    assert [row[:4] for row in crawled.sightings("bomb")] == [("bomb.zip", "application/zip", "failed", "too_big")]
    assert crawled.problem("bomb") == ("container_bomb", "bomb.zip：不予解开：解开后超过原大小的 200 倍")


def test_several_files_of_one_article(crawled: Crawled) -> None:
    assert [row[0] for row in crawled.sightings("many")] == [
        "two.pdf",
        "upload/files/2024/2/deeper/one.pdf",
        "upload/files/2024/2/one.pdf",
    ]


def test_rotating_token_is_one_place(crawled: Crawled) -> None:
    crawled.again("--revisit")
    assert [(row[0], row[2]) for row in crawled.sightings("token")] == [("77.pdf", "collected")]
    assert crawled.archive.rows("select count(*) from ledger where file_name = '77.pdf'") == [(1,)]
    assert crawled.server.site.asked[f"/contents/1/{TITLES.index('token') + 1}.html"] >= 2


def test_document_on_a_foreign_host_is_told(crawled: Crawled) -> None:
    problem = crawled.problem("elsewhere")
    assert problem is not None
    assert problem[0] == "foreign_link"
    assert "oss.henan.gov.cn" in problem[1]


def test_second_host_of_the_site_is_allowed(crawled: Crawled) -> None:
    assert [row[0] for row in crawled.sightings("second")] == ["second.pdf"]
    assert "/upload/second.pdf" in targets(crawled.second)


def test_chinese_path_and_gbk_page(crawled: Crawled) -> None:
    assert [row[0] for row in crawled.sightings("chinese")] == ["预算.pdf"]
    assert [row[0] for row in crawled.sightings("gbk")] == ["gbk.pdf"]
    assert crawled.archive.rows("select title, link_text from sightings where file_name = 'gbk.pdf'") == [
        (f"{title('gbk')}（更正）", "附件")
    ]


def test_body_is_the_document_when_it_holds_a_form(crawled: Crawled) -> None:
    number = TITLES.index("body") + 1
    assert [row[:3] for row in crawled.sightings("body")] == [(f"{number}.html", "text/html", "collected")]
    problem = crawled.problem("nothing")
    assert problem is not None
    assert problem[0] == "nothing_attached"


def test_changed_page_with_the_same_disclosure_is_no_change(crawled: Crawled) -> None:
    number = TITLES.index("body") + 1
    before = crawled.sightings("body")
    crawled.server.site.pages[f"/contents/1/{number}.html"] = article(
        title("body"), body=f"<script>var visits = 17</script><p>部门收支总体情况表</p><table>{TABLE}</table>"
    )
    crawled.again("--revisit")
    assert crawled.sightings("body") == before
    crawled.server.site.pages[f"/contents/1/{number}.html"] = article(
        title("body"), body=f"<p>部门收支总体情况表</p><table>{TABLE.replace('7.0', '7.5')}</table>"
    )
    crawled.again("--revisit")
    old, new = crawled.archive.rows(
        "select d.id, d.replaced_by from sightings s join documents d on d.id = s.document "
        "where article = ? order by d.replaced_by is null",
        f"1/{number}",
    )
    assert old[1] == new[0]


def test_redirect_to_a_login_page_is_blocked(crawled: Crawled) -> None:
    assert crawled.problem("login") == ("crawl_blocked", "被转到登录页面")


def test_redirect_to_the_home_page_is_missing(crawled: Crawled) -> None:
    assert crawled.problem("home") == ("crawl_missing", "被转到首页")


def test_destroyed_pdf_is_kept_as_failed(crawled: Crawled) -> None:
    assert [row[1:4] for row in crawled.sightings("destroyed")] == [("application/pdf", "failed", "malformed")]


def test_octet_stream_and_empty_and_slow(crawled: Crawled) -> None:
    assert [row[1:3] for row in crawled.sightings("octets")] == [("application/pdf", "collected")]
    assert crawled.problem("empty") == ("crawl_broken", "应答为空")
    assert [row[2] for row in crawled.sightings("slow")] == ["collected"]


def test_a_site_that_yields_nothing_any_more_fails_the_run(crawled: Crawled) -> None:
    kept = crawled.server.site.pages["/channels/1.html"]
    crawled.server.site.pages["/channels/1.html"] = channel(("/contents/1/90.html", "平顶山市2024年政府预算公开", ""))
    out = crawl(crawled.archive, crawled.sites, status=1)
    assert "pages: empty  listed 0" in out
    crawled.server.site.pages["/channels/1.html"] = Resource(b"no", status=403)
    assert "pages: blocked  listed 0" in crawl(crawled.archive, crawled.sites, status=1)
    crawled.server.site.pages["/channels/1.html"] = kept
    assert "pages: fresh" in crawled.again()
