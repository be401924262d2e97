"""Where lists, articles and files are found when a site leads to them in another way than its family's usual one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote, unquote, urlsplit

import pytest

from samples.sites.server import Resource, Server
from tests.crawler.loopback import MODIFIED, Archive, Pages, html, pdf, targets, write_site

UUID = "7129ddbc-01f7-4f05-bd11-ebcae800f44"
Answer = Callable[[str, str, bytes], Resource | None]


class Site(Pages):
    special: Answer | None = None

    def answer(self, method: str, target: str, body: bytes) -> Resource:
        special = self.special(method, target, body) if self.special else None
        return special or super().answer(method, target, body)


def title(number: int) -> str:
    return f"许昌市第{number}局2024年部门预算公开"


def rows(*links: tuple[str, str]) -> str:
    return "<ul>" + "".join(f"<li><a href='{url}'>{text}</a></li>" for url, text in links) + "</ul>"


def shown(number: int, link: str, text: str = "附件") -> Resource:
    return html(f"<h1>{title(number)}</h1><p>2024-02-0{number}</p><a href='{link}'>{text}</a>")


def crawled(
    folder: Path, pages: dict[str, Any], start: str, family: str, special: Answer | None = None, *, status: int = 0
) -> tuple[Archive, str, list[str]]:
    """The archive, what the command has printed and the addresses that were asked for."""
    site = Site(pages)
    site.special = special
    archive = Archive(folder)
    with Server(site) as server:
        sites = write_site(folder / "sites", server.netloc, start, family=family, city="许昌市")
        out = archive.run("crawl", "--sites", str(sites), status=status).stdout
        return archive, out, targets(server)


def names(archive: Archive) -> list[str]:
    return [name for (name,) in archive.rows("select file_name from sightings order by 1")]


def files(*numbers: int) -> dict[str, Resource]:
    return {f"/f/{n}.pdf": pdf(f"file {n}".encode()) for n in numbers}


@pytest.mark.parametrize("start", ["/czzj/ysgk", "/czzj/ysgk/", "/czzj/ysgk/index.html"])
@pytest.mark.parametrize("second", ["index_1.html", "index_2.html", "2.html"])
def test_a_directory_goes_on_beside_its_first_page_however_it_is_written(
    tmp_path: Path, start: str, second: str
) -> None:
    """No pager that tells anything; a page that says in words, with status 200, that it is not there."""
    pages = {
        start: html(rows(("/2024/02-01/1.html", title(1)))),
        "/czzj/ysgk/index_1.html": html("<h1>您访问的页面不存在</h1>"),
        f"/czzj/ysgk/{second}": html(rows(("/2024/02-02/2.html", title(2)))),
        **{f"/2024/02-0{n}/{n}.html": shown(n, f"/f/{n}.pdf") for n in (1, 2)},
        **files(1, 2),
    }
    archive, _, _ = crawled(tmp_path, pages, start, "dated_path")
    assert names(archive) == ["1.pdf", "2.pdf"]


@pytest.mark.parametrize(
    ("family", "first", "second", "article"),
    [
        ("dated_path", "/zwgk/ysgk/", "/zwgk/ysgk/index_1.html", "/2024/02-01/{}.html"),
        ("trs", "/zwgk/ysgk/", "/zwgk/ysgk/index_1.html", "/zwgk/ysgk/t{}.html"),
        ("siteserver", "/channels/7.html", "/channels/7_2.html", "/contents/7/{}.html"),
        ("smx", "/7/0000/xinxi-1.html", "/7/0000/xinxi-2.html", "/7/2024/2/{}.html"),
        ("zhengzhou", "/ysgk/index.jhtml", "/ysgk/index_2.jhtml", "/ysgk/{}.jhtml"),
        ("generic", "/htmls/list-1.html", "/htmls/list-2.html", "/a/{}.html"),
    ],
)
def test_a_list_goes_on_where_its_address_has_led(
    tmp_path: Path, family: str, first: str, second: str, article: str
) -> None:
    pages = {
        "/ysgk": Resource(b"", status=302, headers={"Location": first}),
        first: html(rows((article.format(1), title(1)))),
        second: html(rows((article.format(2), title(2)))),
        **{article.format(n): shown(n, f"/f/{n}.pdf") for n in (1, 2)},
        **files(1, 2),
    }
    archive, _, _ = crawled(tmp_path, pages, "/ysgk", family)
    assert names(archive) == ["1.pdf", "2.pdf"]


def test_addresses_are_relative_to_the_stated_base(tmp_path: Path) -> None:
    base = "<base href='/f/'>"
    pages = {
        "/news/list.html": html(f"<base href='/deep/in/'>{rows(('a.html', title(1)))}"),
        "/deep/in/a.html": html(f"{base}<h1>{title(1)}</h1><a href='1.pdf'>附件</a>"),
        **files(1),
    }
    archive, _, _ = crawled(tmp_path, pages, "/news/list.html", "generic")
    assert names(archive) == ["1.pdf"]


def test_links_that_a_script_opens_are_followed(tmp_path: Path) -> None:
    """In a list, for its next page, and for an attachment; a link to set the home page is none of them."""
    row = '<ul><li><a href="#" onclick="location.href=\'/a/{0}.html\'">{1}</a></li></ul>'
    pages = {
        "/news/53.html": html(
            row.format(1, title(1))
            + "<a href='javascript:;' onclick=\"window.open('?page=2')\"><img src='n.gif' alt='下一页'></a>"
        ),
        "/news/53.html?page=2": html(row.format(2, title(2))),
        "/a/1.html": html(
            f"<h1>{title(1)}</h1><a href='javascript:void(0)' onclick=\"open_file('/f/1.pdf','',1)\">第1局.pdf</a>"
            "<a href='#' onclick=\"setHome(this,'http://www.example/')\">设为首页</a>"
        ),
        "/a/2.html": html(f"<h1>{title(2)}</h1><a href=\"javascript:window.open('/f/2.pdf')\">第2局.pdf</a>"),
        **files(1, 2),
    }
    archive, _, _ = crawled(tmp_path, pages, "/news/53.html", "generic")
    assert names(archive) == ["1.pdf", "2.pdf"]
    assert archive.rows("select message from problems") == []


def test_an_attachment_whose_script_names_no_address_is_told(tmp_path: Path) -> None:
    """Beside files that were found nobody would miss it. An address with a blank in it is one."""
    pages = {
        "/channels/1.html": html(rows(("/contents/1/1.html", title(1)))),
        "/contents/1/1.html": html(
            f"<h1>{title(1)}</h1><div class='article'><a href='/f/1.pdf'>第1局.pdf</a>"
            "<a href='javascript:void(0)' onclick=\"window.open('/f/附件 2（本级）.pdf')\">附件2</a>"
            "<a href='#' onclick=\"download('77')\">附件3：预算公开表.xlsx</a>"
            "<a href='#' onclick=\"window.print()\">打印</a></div>"
        ),
        quote("/f/附件 2（本级）.pdf"): pdf(b"two"),
        **files(1),
    }
    archive, _, _ = crawled(tmp_path, pages, "/channels/1.html", "siteserver")
    assert names(archive) == ["1.pdf", "附件 2（本级）.pdf"]
    assert archive.rows("select kind, message from problems") == [
        ("link_unread", "附件由脚本打开，看不出文件的地址，未取：附件3：预算公开表.xlsx")
    ]


def test_what_a_page_calls_an_attachment_is_one(tmp_path: Path) -> None:
    """附件1：预算表 with an address that tells nothing; the article before it is none. Two files stand in one link."""
    pages = {
        "/channels/1.html": html(rows(("/contents/1/1.html", title(1)))),
        "/contents/1/1.html": html(
            f"<h1>{title(1)}</h1><div class='article'><a href='/api/file/77'>附件1：预算公开表</a>"
            "<a href='/contents/1/2.html'>附件说明见上一篇</a>"
            "<a href='/f/1.pdf\n/f/2.pdf'>第1局预算.pdf 第2局预算.pdf</a><a href='/f/2.pdf'>第2局预算.pdf</a></div>"
        ),
        "/api/file/77": pdf(b"opaque"),
        **files(1, 2),
    }
    archive, _, _ = crawled(tmp_path, pages, "/channels/1.html", "siteserver")
    assert names(archive) == ["1.pdf", "2.pdf", "附件1：预算公开表"]
    assert archive.rows("select * from problems") == []


def test_a_link_that_only_says_look_is_named_by_its_row(tmp_path: Path) -> None:
    table = (
        "<table><tr><th>序号</th><th>部门名称</th><th>2024年部门预算</th><th>2023年部门决算</th></tr>"
        "<tr><td>1</td><td>许昌市第1局</td><td><a href='/a/1.html'>查看</a></td><td>—</td></tr>"
        "<tr><td>2</td><td>许昌市第2局</td><td></td><td><a href='/a/2.html'>[点击查看]</a></td></tr></table>"
    )
    pages = {
        "/news/1.html": html(table + f"<ul><li>{title(3)} 2024-02-03 <a href='/a/3.html'>详情</a></li></ul>"),
        **{f"/a/{n}.html": html(f"<p>公开如下</p><a href='/f/{n}.pdf'>附件</a>") for n in (1, 2, 3)},
        **files(1, 2, 3),
    }
    archive, _, _ = crawled(tmp_path, pages, "/news/1.html", "generic")
    assert archive.rows("select title, file_name from sightings order by file_name") == [
        ("许昌市第1局2024年部门预算", "1.pdf"),
        ("许昌市第2局2023年部门决算", "2.pdf"),
        (title(3), "3.pdf"),
    ]


@pytest.mark.parametrize(
    "shell",
    ["<iframe src='inner/list.html'></iframe>", "<meta http-equiv='Refresh' content='0; URL=inner/list.html'>"],
)
def test_a_list_inside_a_shell_is_read(tmp_path: Path, shell: str) -> None:
    pages = {
        "/ysgk/": html(shell),
        "/ysgk/inner/list.html": html(rows(("/contents/1/1.html", title(1)))),
        "/contents/1/1.html": shown(1, "/f/1.pdf"),
        **files(1),
    }
    archive, _, _ = crawled(tmp_path, pages, "/ysgk/", "siteserver")
    assert names(archive) == ["1.pdf"]


def test_an_address_that_counts_goes_on_without_a_link(tmp_path: Path) -> None:
    pages = {
        "/htmls/x_ysgk/list-1.html": html(rows(("/a/1.html", title(1))) + "<script>pager(2)</script>"),
        "/htmls/x_ysgk/list-2.html": html(rows(("/a/2.html", title(2)))),
        **{f"/a/{n}.html": shown(n, f"/f/{n}.pdf") for n in (1, 2)},
        **files(1, 2),
    }
    archive, _, asked = crawled(tmp_path, pages, "/htmls/x_ysgk/list-1.html", "generic")
    assert names(archive) == ["1.pdf", "2.pdf"]
    assert [target for target in asked if "list-" in target] == [f"/htmls/x_ysgk/list-{n}.html" for n in (1, 2, 3)]


def test_articles_of_another_shape_are_known_by_their_titles(tmp_path: Path) -> None:
    """Beside articles of the family's own shape only a title with its year counts: 第3局部门预算 may be a column."""
    pages = {
        "/channels/1.html": html(
            rows(
                ("/contents/1/1.html", title(1)),
                ("/show.asp?id=2", title(2)),
                ("/dept/3/", "许昌市第3局部门预算公开"),
                ("/channels/1.html#top", title(4)),
            )
        ),
        "/contents/1/1.html": shown(1, "/f/1.pdf"),
        "/show.asp?id=2": shown(2, "/f/2.pdf"),
        **files(1, 2),
    }
    archive, _, asked = crawled(tmp_path, pages, "/channels/1.html", "siteserver")
    assert names(archive) == ["1.pdf", "2.pdf"]
    assert "/dept/3/" not in asked


def test_disclosures_that_a_list_has_elsewhere_are_told(tmp_path: Path) -> None:
    elsewhere = "http://czj.example/show/2.html"
    pages = {
        "/channels/1.html": html(
            rows(("/contents/1/1.html", title(1)), (elsewhere, title(2)), ("http://www.example/", "河南省人民政府"))
        ),
        "/contents/1/1.html": shown(1, "/f/1.pdf"),
        **files(1),
    }
    archive, out, _ = crawled(tmp_path, pages, "/channels/1.html", "siteserver")
    assert names(archive) == ["1.pdf"]
    assert "pages: fresh  listed 1" in out
    ((kind, message, url),) = archive.rows("select kind, message, url from problems")
    assert (kind, urlsplit(url).path) == ("foreign_link", "/channels/1.html")
    assert "1 篇" in message
    assert elsewhere in message


def test_a_home_page_that_shows_the_newest_leads_to_all(tmp_path: Path) -> None:
    pages = {
        "/": html(rows(("/contents/1/1.html", title(1))) + "<nav><a href='/channels/1.html'>财政预决算公开</a></nav>"),
        "/channels/1.html": html(rows(("/contents/1/1.html", title(1)), ("/contents/1/2.html", title(2)))),
        **{f"/contents/1/{n}.html": shown(n, f"/f/{n}.pdf") for n in (1, 2)},
        **files(1, 2),
    }
    archive, _, _ = crawled(tmp_path, pages, "/", "siteserver")
    assert names(archive) == ["1.pdf", "2.pdf"]


def test_a_column_that_is_not_there_leaves_the_others_whole(tmp_path: Path) -> None:
    """On a platform that names departments; what a portal calls 新闻中心 is none."""
    platform = rows(("/d/1/", "许昌市第1局"), ("/d/2/", "魏都区西大街街道"), ("/news/", "新闻中心"))
    pages = {
        "/czyjsgkpt/": html(platform),
        "/d/1/": html(rows(("/2024/02-01/1.html", "2024年部门预算公开"))),
        "/2024/02-01/1.html": shown(1, "/f/1.pdf"),
        **files(1),
    }
    archive, out, asked = crawled(tmp_path, pages, "/czyjsgkpt/", "dated_path")
    assert names(archive) == ["1.pdf"]
    assert "pages: fresh  listed 1" in out
    assert [urlsplit(url).path for (url,) in archive.rows("select url from problems")] == ["/d/2/"]
    assert "/news/" not in asked


def test_a_title_that_the_list_cuts_off_is_read_in_full(tmp_path: Path) -> None:
    pages = {
        "/channels/1.html": html(
            rows(
                ("/contents/1/1.html", "许昌市第1局2024年部门…"),
                ("/contents/1/2.html", "许昌市第2局2024年…"),
                ("/contents/1/3.html", "关于做好2024年部门预算…"),
            )
        ),
        "/contents/1/1.html": shown(1, "/f/1.pdf"),
        "/contents/1/2.html": html("<h1>许昌市第2局2024年公开招聘公告</h1><a href='/f/2.pdf'>岗位表</a>"),
        **files(1, 2),
    }
    archive, _, asked = crawled(tmp_path, pages, "/channels/1.html", "siteserver")
    assert archive.rows("select title, file_name from sightings") == [(title(1), "1.pdf")]
    assert archive.rows("select * from problems") == []
    assert "/contents/1/3.html" not in asked


def test_a_date_alone_under_the_heading_is_the_day_of_publication(tmp_path: Path) -> None:
    pages = {
        "/news/1.html": html(rows(("/a/1.html", title(1)))),
        "/a/1.html": html(f"<h1>{title(1)}</h1><p>2024-02-01 10:20</p><p>第二段。</p><a href='/f/1.pdf'>附件</a>"),
        **files(1),
    }
    archive, _, _ = crawled(tmp_path, pages, "/news/1.html", "generic")
    assert archive.rows("select published_on from sightings") == [("2024-02-01",)]


def test_a_catalogue_named_apart_from_its_address_is_asked_for(tmp_path: Path) -> None:
    catalogue, article = "0" * 32, "/sitesources/x/page_pc/czyjs/article" + "a" * 31
    lists = {"1": rows((f"{article}1.html", title(1))), "2": rows((f"{article}2.html", title(2)))}

    def view(method: str, target: str, body: bytes) -> Resource | None:
        if urlsplit(target).path != "/template/viewList":
            return None
        query = dict(parse_qsl(urlsplit(target).query))
        assert query["catalogId"] == catalogue
        return html(lists.get(query["page"], lists["1"]))

    start = "/sitesources/x/page_pc/czyjs/index.html"
    pages = {
        start: html(f"<script>$.get('/template/viewList', {{page: 1, catalogId: '{catalogue}'}})</script>"),
        **{f"{article}{n}.html": shown(n, f"/f/{n}.pdf") for n in (1, 2)},
        **files(1, 2),
    }
    archive, _, _ = crawled(tmp_path, pages, start, "page_pc", view)
    assert names(archive) == ["1.pdf", "2.pdf"]


def test_what_a_list_does_not_show_is_searched_for(tmp_path: Path) -> None:
    """Family F5: the list shows one page of two; the search knows all, and the list is told to be incomplete."""
    address = "/kfsczj/c1/pc/content/content_173738648926398873{}.html"
    listed = [{"title": title(1), "pubDate": "2024-02-01", "urls": json.dumps({"pc": address.format(1)})}]
    asked: list[tuple[str, str, str]] = []

    def search(method: str, target: str, body: bytes) -> Resource | None:
        if target != "/search5/search/s":
            return None
        form = dict(parse_qsl(body.decode(), keep_blank_values=True))
        word, number = unquote(form["searchWord"]), int(form["pageNum"])
        asked.append((word, form["pageNum"], form["siteCode"]))
        found = [
            {"title": title(n).replace("预算", "<em>预算</em>"), "pubDate": "2024-02-01", "url": address.format(n)}
            for n in range(1, 10)
        ]
        found += [{"title": "关于预算的通知", "pubDate": "", "url": address.format(0)}] * 3
        page = found[(number - 1) * 10 : number * 10] if word == "部门预算" else []
        return Resource(json.dumps({"searchResultAll": {"searchTotal": page}}).encode(), "application/json")

    script = f"var siteCode = '4102000008', articleList = {json.dumps(listed)}, pageCount = 2;"
    pages = {
        "/kfsczj/c1/pc/list.html": html(f"<script>{script}</script>"),
        **{address.format(n): shown(n, f"/f/{n}.pdf") for n in range(1, 10)},
        **files(*range(1, 10)),
    }
    archive, out, _ = crawled(tmp_path, pages, "/kfsczj/c1/pc/list.html", "pc_list", search, status=1)
    assert names(archive) == [f"{n}.pdf" for n in range(1, 10)]
    assert "pages: broken  listed 9" in out
    assert archive.rows("select kind from problems") == [("list_incomplete",)]
    assert asked[:2] == [("部门预算", "1", "4102000008"), ("部门预算", "2", "4102000008")]
    assert [word for word, _, _ in asked[2:]] == ["部门决算", "单位预算", "单位决算"]


def test_a_platform_of_departments_is_gone_through_and_the_search_asked_once(tmp_path: Path) -> None:
    """Family F6: each department's list leaves the rest to the site's search, which need not answer twice."""
    day = f"/czyjsgkpt/20240201/{UUID}{{}}.html"
    searches: list[str] = []

    def search(method: str, target: str, body: bytes) -> Resource | None:
        if "getFullTextDataNew" not in target:
            return None
        searches.append(unquote(json.loads(body)["wd"]))
        record = {"title": title(3), "linkurl": day.format(3), "showdate": "2024-02-03"}
        found = [record] if searches[-1] == "预算" else []
        return Resource(
            json.dumps({"result": {"totalcount": len(found), "records": found}}).encode(), "application/json"
        )

    pages = {
        "/czyjsgkpt/index.html": html(rows(("/d/1/list.html", "许昌市第1局"), ("/d/2/list.html", "许昌市第2局"))),
        **{f"/d/{n}/list.html": html(rows((day.format(n), title(n)))) for n in (1, 2)},
        **{day.format(n): shown(n, f"/f/{n}.pdf") for n in (1, 2, 3)},
        **files(1, 2, 3),
    }
    archive, _, _ = crawled(tmp_path, pages, "/czyjsgkpt/index.html", "epoint", search)
    assert names(archive) == ["1.pdf", "2.pdf", "3.pdf"]
    assert searches == ["预算", "决算"]


def test_an_article_behind_a_viewer_is_asked_of_the_interface(tmp_path: Path) -> None:
    """Family F6. The answer is JSON inside JSON; the page of record is the viewer, and a change behind it is seen."""
    viewer = f"/openDetailDynamic.html?infoid={UUID}{{}}"
    content = {1: "<p><a href='/f/1.pdf'>附件</a></p>", 2: "<p>见附件。</p>"}
    attached = {1: [], 2: [{"attFileName": "第2局预算.pdf", "attUrl": "/EpointWebBuilder/down?guid=2"}]}

    def interface(method: str, target: str, body: bytes) -> Resource | None:
        query = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
        if query.get("cmd") != "getOpenDetail":
            return None
        n = int(query["infoid"][-1])
        inner = {"title": title(n), "infodate": f"2024-02-0{n}", "infocontent": content[n], "att": attached[n]}
        return Resource(json.dumps({"custom": json.dumps(inner)}).encode(), "text/html; charset=utf-8")

    start = "/govxxgk/037/govlist.html"
    site = Site(
        {
            start: html(rows(*((viewer.format(n), title(n)) for n in (1, 2)))),
            **{viewer.format(n): html("<div id='detail'></div>") for n in (1, 2)},
            **files(1, 3),
            "/EpointWebBuilder/down?guid=2": pdf(b"second"),
        }
    )
    site.special = interface
    archive = Archive(tmp_path)
    with Server(site) as server:
        sites = write_site(tmp_path / "sites", server.netloc, start, family="epoint", city="许昌市")
        archive.run("crawl", "--sites", str(sites))
        found = archive.rows("select file_name, title, published_on, page_url from sightings order by title")
        content[1] = "<p><a href='/f/3.pdf'>附件</a></p>"
        again = archive.run("crawl", "--sites", str(sites), "--revisit").stdout
    assert found == [
        (name, title(n), f"2024-02-0{n}", f"http://{server.netloc}{viewer.format(n)}")
        for n, name in ((1, "1.pdf"), (2, "第2局预算.pdf"))
    ]
    assert "  new 1  changed 0  " in again


def test_a_column_that_shows_nothing_leaves_the_search(tmp_path: Path) -> None:
    """Family F11: no rows in the page and no parameters to ask for them with."""
    found = [
        f"&lt;div class='titleWrapper'&gt;&lt;a data-title='{title(n)}' href='/czj/1/2/{n}/index.html'&gt;"
        f"{title(n)[:8]}&lt;em&gt;预算&lt;/em&gt;…&lt;/a&gt;&lt;/div&gt;&lt;div class='sourceTime'&gt;时间:2024-02-0{n}"
        "&lt;/div&gt;"
        for n in (1, 2)
    ]

    def search(method: str, target: str, body: bytes) -> Resource | None:
        if "jsearch" not in target:
            return None
        query = dict(parse_qsl(urlsplit(target).query))
        result = found if query["q"] == "部门预算" and query["websiteid"] == "410600000000" else []
        told = {"data": {"searchResult": {"total": len(result), "result": result}}}
        return Resource(json.dumps(told).encode(), "application/json", modified=MODIFIED)

    start = "/zwgk/zfxxgk/fdzdgknr/czxx/index.html"
    pages = {
        start: html("<div id='app'></div><script>var websiteid = '410600000000';</script>"),
        **{f"/czj/1/2/{n}/index.html": shown(n, f"/f/{n}.pdf") for n in (1, 2)},
        **files(1, 2),
    }
    archive, _, _ = crawled(tmp_path, pages, start, "jpaas", search)
    assert archive.rows("select title, published_on, file_name from sightings order by 1") == [
        (title(n), f"2024-02-0{n}", f"{n}.pdf") for n in (1, 2)
    ]


@pytest.mark.parametrize(
    ("page", "blocked"),
    [
        ("<script>document.cookie=('_')+('_')+('j')+('sl')+'=1';location.href=location.pathname</script>", True),
        ("<html><head><title></title><script>$_ts=window['$_ts'];</script></head><body></body></html>", True),
        ("<div id='app'></div><script>if(!document.cookie)location.reload()</script>", False),
    ],
)
def test_a_page_that_only_sets_a_cookie_and_loads_anew_stands_before_the_site(
    tmp_path: Path, page: str, blocked: bool
) -> None:
    """Nothing of it is carried out; a page that a script fills is the site's own."""
    pages = {"/channels/1.html": Resource(page.encode(), "text/html")}
    _, out, asked = crawled(tmp_path, pages, "/channels/1.html", "siteserver", status=1 if blocked else 0)
    assert f"pages: {'blocked' if blocked else 'empty'}  listed 0" in out
    assert asked == ["/channels/1.html"]
