"""Web pages whose body is the disclosure: the article's text and tables, navigation left out."""

from __future__ import annotations

from lxml import etree

from archive.extracted import Problem
from archive.media import HTML, MHTML, media_type
from extract.document import Source
from extract.readers.loose import tell_loose
from extract.readers.packed import AGAIN, malformed
from extract.readers.web.contentblock import content_blocks
from extract.readers.web.encoding import decode
from extract.readers.web.stylesheet import hide
from extract.readers.web.table import MAX_CELLS
from extract.readers.web.walk import Walk
from extract.readers.web.webpage import pages_of_archive, pictures_of, shown_by_script, title_of

MEDIA_TYPES = (HTML, MHTML)


def read(data: bytes) -> Source:
    """One page without a number, of a workbook in a web archive one for each sheet; ``title`` is what the page states
    in its metadata or heading."""
    if media_type(data) != MHTML:
        return _page(data)
    sources = [_page(page) for page in pages_of_archive(data)]
    if len(sources) != 1:
        return _together(sources)
    return sources[0]


def _together(sources: list[Source]) -> Source:
    """The sheets of a workbook as one document."""
    read = [source for source in sources if source.pages]
    if not read:
        return malformed(HTML, "网页没有内容")
    whole = Source([page for source in read for page in source.pages], HTML, title=read[0].title)
    whole.problems = [problem for source in read for problem in source.problems]
    whole.pictures = [picture for source in read for picture in source.pictures]
    whole.outcome = next((source.outcome for source in sources if source.outcome != "ok"), "ok")
    return whole


def _page(data: bytes) -> Source:
    text, lost = decode(data)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return malformed(HTML, f"网页的写法不合规范，读不出；{AGAIN}")
    body = None if root is None else root.find("body")
    if root is None or body is None:
        return malformed(HTML, "网页没有内容")
    hide(root)
    blocks = content_blocks(body)
    reading = Walk()
    for block in blocks:
        reading.block(block)
    source = Source([reading.flow.page], HTML, title=title_of(root))
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        source.outcome = "partial"
        source.problems.append(Problem("too_deep", "网页嵌套过深，其后未读"))
    if lost:
        source.problems.append(Problem("encoding", f"网页有 {lost} 个字符的编码无法识别"))
    if reading.cut:
        source.outcome = "partial"
        source.problems.append(Problem("too_big", f"表格合并单元格展开后超过 {MAX_CELLS:,} 格，其后未读"))
    tell_loose(source)
    if not reading.flow.page.grids and shown_by_script(root):
        source.outcome = "partial"
        source.problems.append(Problem("scripted", "正文的表由网页脚本显示，未读取；请在浏览器中打开后另存为 PDF 导入"))
    pictures = [pictures_of(block) for block in blocks]
    source.pictures, elsewhere = [one for inside, _ in pictures for one in inside], sum(n for _, n in pictures)
    if elsewhere:
        source.outcome = source.outcome if reading.flow.page.grids or source.pictures else "partial"
        source.problems.append(Problem("picture", f"正文有 {elsewhere} 幅图片，其中的文字未读取"))
    return source
