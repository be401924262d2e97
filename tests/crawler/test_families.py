"""One loopback site for each family, in the shapes that are known of it, all crawled by the real command at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from samples.sites.server import Resource, Server
from tests.crawler.loopback import MODIFIED, Archive, Page, Pages, html, pdf, targets, write_site

HEX = "0123456789ABCDEF0123456789ABCDE"
UUID = "7129ddbc-01f7-4f05-bd11-ebcae800f44"
OTHERS = "平顶山市2024年政府预算公开", "关于编制2024年部门预算的通知"


def title(family: str, number: int) -> str:
    return f"2024年{family}市第{number}局部门预算公开"


def listed(*rows: tuple[str, str], date: str = "2024-02-01") -> str:
    return "<ul>" + "".join(f'<li><a href="{url}">{text}</a><span>{date}</span></li>' for url, text in rows) + "</ul>"


def shown(text: str, *links: str, box: str = "article", head: str = "") -> Resource:
    anchors = "".join(f"<p><a href='{link}'>附件：{link.split('/')[-1].split('?')[0]}</a></p>" for link in links)
    return html(f"{head}<h1>{text}</h1><div class='{box}'><p>现予公开。</p>{anchors}</div>")


@dataclass
class Family:
    """A site of a family: its pages, where it starts, and what a crawl must find."""

    pages: dict[str, Page]
    start: list[str]
    new: int
    lists: list[str]
    """The list pages that the first crawl asks for, in any order."""
    again: list[str] | None = None
    """Those that the second crawl asks for, where that is not the same."""
    answer: Callable[[str, str, bytes], Resource | None] | None = None
    error: str | None = None


def dated_path(second: str) -> Family:
    def pager(count: int) -> str:
        return f"<div id='pageDec' pagecount='{count}' pagesize='1'></div>"

    pages: dict[str, Page] = {}
    for n in range(1, 7):
        meta = (
            f"<meta name='ArticleTitle' content='{title('洛阳', n)}'><meta name='PubDate' content='2024-02-0{n} 09:00'>"
        )
        pages[f"/2024/02-0{n}/{n}.html"] = shown(
            title("洛阳", n), f"http://{second}/upload-file/files/2024/{n}.pdf", box="article_body", head=meta
        )
    row = {n: (f"/2024/02-0{n}/{n}.html", title("洛阳", n)) for n in range(1, 7)}
    zero, one = "/zwgk/czyjs/", "/zwgk/ysjs/"
    pages |= {
        zero: html(listed(row[1]) + pager(3)),
        f"{zero}index_1.html": html(listed(row[2]) + pager(3)),
        f"{zero}index_2.html": html(listed(row[3], ("http://other.example/2024/01-01/9.html", "外")) + pager(3)),
        one: html(listed(row[4]) + pager(3)),
        f"{one}index_2.html": html(listed(row[5]) + pager(3)),
        f"{one}index_3.html": html(listed(row[6]) + pager(3)),
    }
    found = [zero, f"{zero}index_1.html", f"{zero}index_2.html", one, f"{one}index_2.html", f"{one}index_3.html"]
    return Family(pages, [zero, one], 6, [*found, f"{one}index_1.html"], found)


def trs(_: str) -> Family:
    column = "/zwgk/zfxxgk/fdzdgknr/czyjs/"
    row = {n: (f"./202402/t2024020{n}_{n}.html", title("驻马店", n)) for n in (1, 2, 3)}
    pages: dict[str, Page] = {
        f"{column}202402/t2024020{n}_{n}.html": shown(title("驻马店", n), f"./P020240201{n:09d}.pdf", box="TRS_Editor")
        for n in (1, 2, 3)
    }
    pages |= {f"{column}202402/P020240201{n:09d}.pdf": pdf(f"trs {n}".encode()) for n in (1, 2, 3)}
    pages |= {
        column: html(listed(row[1])),
        f"{column}index_1.html": html(listed(row[2], row[3])),
        f"{column}index_2.html": html("<!-- stub -->"),
    }
    found = [column, f"{column}index_1.html"]
    return Family(pages, [column], 3, [*found, f"{column}index_2.html"], found)


def page_pc(_: str) -> Family:
    base, catalogue = "/sitesources/zksrmzf/page_pc/zwgk/czyjs", "0" * 32
    pages: dict[str, Page] = {}
    for n in range(1, 6):
        pages[f"{base}/article{HEX}{n}.html"] = shown(
            title("周口", n), f"/sitesources/zksrmzf/upload/202402/2024020109360789{n}.pdf", box="article-detail"
        )
        pages[f"/sitesources/zksrmzf/upload/202402/2024020109360789{n}.pdf"] = pdf(f"page_pc {n}".encode())
    row = {n: (f"{base}/article{HEX}{n}.html", title("周口", n)) for n in range(1, 6)}
    dynamic = f"/template/viewList?page={{}}&catalogId={catalogue}"
    pages |= {
        f"{base}/list1.html": html(f"<div id='articleListTable' num='2'>{listed(row[1])}</div>"),
        f"{base}/list2.html": html(f"<div id='articleListTable' num='2'>{listed(row[2], row[3])}</div>"),
        f"{base}/moving/index.html": html(f"<script>load('{dynamic.format(1)}')</script>"),
        dynamic.format(1): html(listed(row[4])),
        dynamic.format(2): html(listed(row[5])),
        dynamic.format(3): html(""),
    }
    found = [
        f"{base}/list1.html",
        f"{base}/list2.html",
        f"{base}/moving/index.html",
        dynamic.format(1),
        dynamic.format(2),
    ]
    return Family(pages, [f"{base}/list1.html", f"{base}/moving/index.html"], 5, [*found, dynamic.format(3)], found)


def pc_list(_: str) -> Family:
    column, file = "/kfsczj/ysgk/pc/list.html", "/kfsczj/ysgk/1737386489263988736/Itk1u8Bh.pdf"
    article = "/kfsczj/ysgk/pc/content/content_173738648926398873{}.html"
    rows = [
        {
            "id": str(n),
            "title": title("开封", n),
            "pubDate": f"2024-02-0{n} 10:00:00",
            "urls": json.dumps({"pc": article.format(n)}),
            "articleFiles": [{"fileName": "部门预算.pdf", "filePath": file, "domainName": ""}] if n == 1 else [],
        }
        for n in (1, 2)
    ]
    pages: dict[str, Page] = {
        column: html(f"<script>var articleList = {json.dumps(rows)}; var totalPage = 2;</script>"),
        article.format(1): shown(title("开封", 1)),
        file: pdf(b"pc_list 1"),
        article.format(2): shown(title("开封", 2), "/kfsczj/ysgk/1737386489263988737/7KmKIuY4.pdf"),
        "/kfsczj/ysgk/1737386489263988737/7KmKIuY4.pdf": pdf(b"pc_list 2"),
    }
    return Family(pages, [column], 2, [column], error="list_incomplete")


def content_n(_: str) -> Family:
    column = "/zwgk/fdzdgknr/czxx"
    first = html(listed((f"{column}/content_1", title("商丘", 1))) + f"<a href='{column}?page=2'>下一页</a>")

    def with_session(times: int) -> Resource:
        if times == 1:
            return Resource(b"", status=302, headers={"Location": column, "Set-Cookie": "ASP.NET_SessionId=1; path=/"})
        return first

    pages: dict[str, Page] = {
        column: with_session,
        f"{column}?page=2": html(listed((f"{column}/content_2", title("商丘", 2)), ("content_3", OTHERS[0]))),
    }
    for n in (1, 2):
        pages[f"{column}/content_{n}"] = shown(title("商丘", n), f"/upload/{n}.doc", box="conTxt")
        pages[f"/upload/{n}.doc"] = Resource(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes([n]) * 600 + "WordDocument".encode("utf-16-le"),
            "application/msword",
            modified=MODIFIED,
        )
    return Family(pages, [column], 2, [column, column, f"{column}?page=2"], [column, f"{column}?page=2"])


def smx(_: str) -> Family:
    row = [
        ("/28024/615965184/949651.html", title("三门峡", 1)),
        ("/10486/2026/6/2269438.html", title("三门峡", 2)),
        ("/pageView/article.html?lmid=5&wzid=77", title("三门峡", 3)),
    ]
    files = {f"/file/{n}.pdf": pdf(f"smx {n}".encode()) for n in (1, 2, 3)}
    pages: dict[str, Page] = {
        url: shown(text, f"/file/{n}.pdf", box="articleContent") for n, (url, text) in enumerate(row, 1)
    }
    pages |= {
        "/18031/0000/xinxi-1.html": html(listed(row[0], row[1])),
        "/18031/0000/xinxi-2.html": html(listed(row[2])),
        **files,
    }
    found = ["/18031/0000/xinxi-1.html", "/18031/0000/xinxi-2.html"]
    return Family(pages, found[:1], 3, [*found, "/18031/0000/xinxi-3.html"], found)


def zhengzhou(_: str) -> Family:
    def rows(*numbers: int) -> str:
        links = "".join(
            f"<a href='/D1901/{n}.jhtml'><span>{title('郑州', n)}</span><em>2024-02-0{n}</em></a>" for n in numbers
        )
        return (
            f"<ul class='common-list'>{links}</ul><div class='page-tile'><a>1</a><a>2</a>"
            "<a href='javascript:;'>&gt;</a></div>"
        )

    def article(number: int) -> Callable[[int], Resource]:
        return lambda times: shown(
            title("郑州", number), f"/attachment/{title('郑州', number)}.pdf?{times:096d}", box="content-wrap"
        )

    pages: dict[str, Page] = {
        "/?a=dir&h=1&p=D1901": html(rows(1)),
        "/?a=dir&h=1&p=D1901&page=2": html(rows(2, 3)),
        **{f"/D1901/{n}.jhtml": article(n) for n in (1, 2, 3)},
    }

    def attachment(method: str, asked: str, body: bytes) -> Resource | None:
        path = asked.partition("?")[0]
        number = next((n for n in (1, 2, 3) if path == f"/attachment/{quote(title('郑州', n))}.pdf"), None)
        return pdf(f"zhengzhou {number}".encode()) if number else None

    return Family(
        pages, ["/?a=dir&h=1&p=D1901"], 3, ["/?a=dir&h=1&p=D1901", "/?a=dir&h=1&p=D1901&page=2"], answer=attachment
    )


def puyang(_: str) -> Family:
    def gbk(body: str) -> Resource:
        head = "<meta http-equiv='Content-Type' content='text/html; charset=gb2312'>"
        return Resource(
            f"<html><head>{head}</head><body>{body}</body></html>".encode("gb18030"), "text/html", modified=MODIFIED
        )

    start, second = "/pc/fwzx.asp?a=lm-16", "/pc/fwzx.asp?a=lm-16&page=2"
    pages: dict[str, Page] = {
        start: gbk(listed(("fwzx.asp?a=newsview&id=1", title("濮阳", 1))) + "共 2 页"),
        second: gbk(
            listed(("fwzx.asp?a=newsview&id=2", title("濮阳", 2)), ("/content/2024/3.html", title("濮阳", 3)))
            + "共 2 页"
        ),
        "/pc/fwzx.asp?a=newsview&id=1": gbk(
            f"<h1>{title('濮阳', 1)}</h1><div id='zoom'><a href='/uploadfile/1.pdf'>濮阳部门预算</a></div>"
        ),
        "/pc/fwzx.asp?a=newsview&id=2": gbk(
            f"<h1>{title('濮阳', 2)}</h1><div id='zoom'><a href='/down.asp?file=预算.pdf'>下载</a></div>"
        ),
        "/content/2024/3.html": Resource("<title>网站防火墙</title><script>security_verify_data</script>".encode()),
        "/uploadfile/1.pdf": pdf(b"puyang 1"),
        f"/down.asp?file={quote('预算'.encode('gb18030'))}.pdf": pdf(b"puyang 2"),
    }
    return Family(pages, [start], 2, [start, second])


def jpaas(_: str) -> Family:
    column = "/zwgk/zfxxgk/fdzdgknr/czyjs/index.html"
    api = "/api-gateway/jpaas-publish-server/front/page/build/unit"
    asked = "{'parseType':'bulidstatic','webId':'w1','tplSetId':'t1','pageType':'column','tagId':'列表','pageId':'p1'}"
    row = [("/art/2024/2/1/art_9_1.html", title("鹤壁", 1)), ("/czj/12/34/56/index.html", title("鹤壁", 2))]
    pages: dict[str, Page] = {
        url: shown(text, f"/file/jpaas{n}.pdf", box="zoom") for n, (url, text) in enumerate(row, 1)
    }
    pages |= {
        column: html(f'<script url="{api}" queryData="{asked}"></script>'),
        "/file/jpaas1.pdf": pdf(b"jpaas 1"),
        "/file/jpaas2.pdf": pdf(b"jpaas 2"),
    }

    def unit(method: str, target: str, body: bytes) -> Resource | None:
        if urlsplit(target).path != api:
            return None
        query = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
        assert (query["webId"], query["tplSetId"], query["tagId"], query["pageId"]) == ("w1", "t1", "列表", "p1")
        number = json.loads(query["paramJson"])["pageNo"]
        told = {"data": {"html": listed(row[number - 1]) if number <= len(row) else ""}}
        return Resource(json.dumps(told).encode(), "application/json")

    return Family(pages, [column], 2, [column, api, api, api], answer=unit, again=[column, api, api])


def generic(_: str) -> Family:
    pages: dict[str, Page] = {
        "/": html("<a href='/news/53.html'>部门预算公开</a><a href='/news/1.html'>新闻</a>"),
        "/news/53.html": html(
            listed(("/xj.asp?id=1", title("延津", 1)), ("/about.html", "关于我们"))
            + "<a href='/news/53_2.html'>下一页</a>"
        ),
        "/news/53_2.html": html(listed(("/file/direct.pdf", title("延津", 2)))),
        "/xj.asp?id=1": shown(title("延津", 1), "/file/generic.pdf"),
        "/file/generic.pdf": pdf(b"generic 1"),
        "/file/direct.pdf": pdf(b"generic 2"),
    }
    return Family(pages, ["/"], 2, ["/", "/news/53.html", "/news/53_2.html"])


FAMILIES = {
    build.__name__: build
    for build in (dated_path, trs, page_pc, pc_list, content_n, smx, zhengzhou, puyang, jpaas, generic)
}


class FamilySite(Pages):
    family: Family

    def answer(self, method: str, target: str, body: bytes) -> Resource:
        special = self.family.answer(method, target, body) if self.family.answer else None
        return special or super().answer(method, target, body)


@dataclass
class Crawled:
    archive: Archive
    families: dict[str, Family]
    servers: dict[str, Server[FamilySite]]
    lines: list[dict[str, str]]
    asked: list[dict[str, list[str]]]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("families")
    archive = Archive(folder)
    oss = Pages({f"/upload-file/files/2024/{n}.pdf": pdf(f"dated_path {n}".encode()) for n in range(1, 7)})
    with ExitStack() as stack:
        second = stack.enter_context(Server(oss)).netloc
        families = {name: build(second) for name, build in FAMILIES.items()}
        servers = {name: stack.enter_context(Server(FamilySite())) for name in families}
        for name, family in families.items():
            servers[name].site.family, servers[name].site.pages = (
                family,
                {quote(url, safe="/?=&%"): page for url, page in family.pages.items()},
            )
            netloc = servers[name].netloc
            starts = f'", "http://{netloc}'.join(family.start)
            write_site(folder / "sites", netloc, starts, name=name.replace("_", "-"), family=name, hosts=[second])
        lines, asked = [], []
        for _ in range(2):
            out = archive.run("crawl", "--sites", str(folder / "sites"), status=1).stdout
            lines.append({line.partition(":")[0].replace("-", "_"): line for line in out.splitlines()})
            asked.append({name: targets(server) for name, server in servers.items()})
            for server in servers.values():
                server.log.clear()
        yield Crawled(archive, families, servers, lines, asked)


@pytest.mark.parametrize("name", FAMILIES)
def test_a_first_crawl_finds_everything(crawled: Crawled, name: str) -> None:
    family = crawled.families[name]
    state = "broken" if family.error else "fresh"
    assert f": {state}  " in crawled.lines[0][name]
    assert f"  new {family.new}  " in crawled.lines[0][name]
    site = name.replace("_", "-")
    kept = crawled.archive.rows("select count(*), count(distinct document) from sightings where site = ?", site)
    assert kept == [(family.new, family.new)]
    titles = crawled.archive.rows("select distinct title from sightings where site = ?", site)
    assert all(text.endswith("局部门预算公开") for (text,) in titles)
    dates = {date for (date,) in crawled.archive.rows("select published_on from sightings where site = ?", site)}
    assert all(date and date.startswith("2024-02-0") for date in dates)


@pytest.mark.parametrize("name", FAMILIES)
def test_lists_are_walked_to_their_end(crawled: Crawled, name: str) -> None:
    family = crawled.families[name]
    assert sorted(lists_in(crawled.asked[0][name], family)) == sorted(family.lists)


@pytest.mark.parametrize("name", FAMILIES)
def test_a_second_crawl_makes_nothing_new(crawled: Crawled, name: str) -> None:
    family = crawled.families[name]
    assert f"  new 0  changed 0  unchanged {family.new}  " in crawled.lines[1][name]
    again = family.again or family.lists
    asked = crawled.asked[1][name]
    lists = lists_in(asked, family)
    assert set(lists) == set(again)
    assert [target for target in asked if "file" in target or target.endswith((".pdf", ".doc"))] == []


def lists_in(asked: list[str], family: Family) -> list[str]:
    """The requests for list pages, without the parameters of an interface."""
    known = set(family.lists)
    return [
        target if target in known else target.partition("?")[0]
        for target in asked
        if target in known or target.partition("?")[0] in known
    ]


def test_what_a_family_cannot_read_is_told(crawled: Crawled) -> None:
    assert crawled.archive.rows("select kind, message from problems where kind = 'list_incomplete'") == [
        ("list_incomplete", "列表共 2 页，找不到第 2 页的网址")
    ]
    assert crawled.archive.rows("select count(*) from problems where kind = 'crawl_blocked'") == [(1,)]


def test_tokens_and_names_of_zhengzhou(crawled: Crawled) -> None:
    names = crawled.archive.rows("select file_name from sightings where site = 'zhengzhou' order by 1")
    assert [name for (name,) in names] == [f"{title('郑州', n)}.pdf" for n in (1, 2, 3)]


def test_a_site_that_moved_to_another_family_is_told(tmp_path: Path) -> None:
    rows = [(f"/2024/02-01/{n}.html", title("焦作", n)) for n in range(4)]
    articles = {url: shown(text, f"/file/{n}.pdf") for n, (url, text) in enumerate(rows)}
    files = {f"/file/{n}.pdf": pdf(f"moved {n}".encode()) for n in range(4)}
    with Server(Pages({"/channels/1.html": html(listed(*rows)), **articles, **files})) as server:
        sites = write_site(tmp_path / "sites", server.netloc, "/channels/1.html")
        archive = Archive(tmp_path)
        done = archive.run("crawl", "--sites", str(sites), status=1)
    assert "pages: changed  listed 4  new 4  " in done.stdout
    assert "those of the family dated_path now" in done.stderr
    assert archive.rows("select kind from problems") == [("family_changed",)]
