"""The narrative of a Pingdingshan department: figures from the forms, the rest from its facts."""
from __future__ import annotations

from typing import Any

from .amounts import percent, words
from .changes import changed, flat
from .codes import function_name
from .figures import ZERO, Figures

EVEN = "无增减变动"


def narrative(facts: dict[str, Any], now: Figures, then: Figures) -> str:
    """Lines as `facts.sections` reads them."""
    name, year = facts["department"], facts["year"]
    say = _Say(facts, name, year, now, then)
    lines = [
        f"# 第一部分¶{name}概况", f"## 一、{name}主要职责", *facts["text"]["duties"],
        f"## 二、{name}所属预算单位构成情况", *facts["text"]["offices"],
        f"# 第二部分¶{name}¶{year}年部门预算情况说明",
        *say.balance(), *say.general_budget(), *say.basic(), *say.three_public(), *say.fund(), *say.others(),
        "# 第三部分¶名词解释"]
    return "\n".join(lines)


class _Say:
    """One document's sentences; `why` gives the reason the facts state for a change."""

    def __init__(self, facts: dict[str, Any], name: str, year: int, now: Figures, then: Figures) -> None:
        self.facts, self.name, self.year, self.now, self.then = facts, name, year, now, then
        self.head = f"{name}{year}年"

    def why(self, key: str) -> str:
        reasons = self.facts["text"]["reasons"]
        return str(reasons.get(key, reasons["general"]))

    def balance(self) -> list[str]:
        now, then, head, last = self.now, self.then, self.head, self.year - 1
        change = flat(now.total, then.total, 1)
        kinds = [f"{kind}{words(amount)}万元" for kind, amount in now.sources.items() if amount]
        if now.carried:
            kinds.append(f"上年结转结余{words(now.carried)}万元")
        return [
            "## 一、收入支出预算总体情况说明",
            f"{head}收入总计{words(now.total)}万元，支出总计{words(now.total)}万元，与{last}年预算相比，收入{change}。"
            f"主要原因：{self.why('total')}；支出{change}。主要原因：{self.why('total')}。",
            "## 二、收入预算总体情况说明",
            f"{head}收入合计{words(now.total)}万元，其中：{'、'.join(kinds)}。",
            "## 三、支出预算总体情况说明",
            f"{head}支出合计{words(now.total)}万元，其中：基本支出{words(now.basic)}万元，占{percent(now.basic, now.total, 1)}；"
            f"项目支出{words(now.project)}万元，占{percent(now.project, now.total, 1)}。",
            "## 四、财政拨款收入支出总体情况说明",
            f"{head}一般公共预算收支预算{words(now.general)}万元，政府性基金收支预算{words(now.fund)}万元。"
            f"与{last}年相比，一般公共预算收支预算{flat(now.general, then.general, 1)}，主要原因：{self.why('general')}；"
            f"政府性基金收支预算{flat(now.fund, then.fund, 1)}" + (f"，主要原因：{self.why('fund')}。" if now.fund != then.fund else "。")]

    def general_budget(self) -> list[str]:
        now, then, year, last = self.now, self.then, self.year, self.year - 1
        shares = "；".join(
            f"{function_name(str(code))[:-2]}（类）支出{words(amount)}万元，占{percent(amount, now.general, 1)}"
            for code, amount in now.classes.items())
        lines = [
            "## 五、一般公共预算支出情况说明", "### （一）一般公共预算当年预算规模变化情况。",
            f"{self.head}一般公共预算支出年初预算为{words(now.general)}万元。比{last}年预算数"
            f"{flat(now.general, then.general, 1)}；主要是{self.why('general')}。其中：基本支出{words(now.general_basic)}万元，"
            f"占{percent(now.general_basic, now.general, 1)}；项目支出{words(now.general_project)}万元，"
            f"占{percent(now.general_project, now.general, 1)}。",
            "### （二）结构情况",
            f"{year}年一般公共预算支出年初预算为{words(now.general)}万元。主要用于以下方面：{shares}。",
            "### （三）一般公共预算支出具体使用情况。"]
        for at, (code, amount) in enumerate(now.functions.items(), 1):
            path = (f"{function_name(code[:3])}（类）{function_name(code[:5])}（款）{function_name(code)}（项）")
            old = then.functions.get(code, ZERO)
            change = (f"与{last}年预算相比，{EVEN}。" if amount == old else
                      f"比{last}年预算数{changed(amount, old, 1)}。主要是{self.why(code)}。")
            lines.append(f"{at}. {path}。{year}年预算数为{words(amount)}万元，{change}")
        return lines

    def basic(self) -> list[str]:
        now = self.now
        people, things = [], []
        for code, item in now.basic_items:
            kind = people if code[:3] in ("301", "303") else things
            if item not in kind:
                kind.append(item)
        return [
            "## 六、一般公共预算基本支出情况说明",
            f"{self.head}一般公共预算基本支出年初预算为{words(now.general_basic)}万元。其中：",
            f"人员经费{words(now.personnel)}万元，占{percent(now.personnel, now.general_basic, 1)}，主要包括：{'、'.join(people)}；",
            f"公用经费{words(now.public)}万元，占{percent(now.public, now.general_basic, 1)}，主要包括：{'、'.join(things)}。"]

    def three_public(self) -> list[str]:
        now, then, year, last = self.now, self.then, self.year, self.year - 1
        return [
            "## 七、“三公”经费支出情况说明",
            f"我部门{year}年“三公”经费预算为{words(now.three_public)}万元。{year}年“三公”经费支出预算数比{last}年"
            f"{flat(now.three_public, then.three_public, 1)}。具体支出情况如下：",
            f"（一）因公出国（境）费{words(now.travel)}万元，主要用于工作人员因公出国（境）的各项开支。预算数比{last}年"
            f"{flat(now.travel, then.travel, 1)}，主要原因：{self.why('travel')}。",
            f"（二）公务接待费{words(now.reception)}万元，主要用于按规定列支的各类公务接待（含外宾接待）支出。预算数比{last}年"
            f"{flat(now.reception, then.reception, 1)}。主要原因：{self.why('reception')}。",
            f"（三）公务用车购置及运行费{words(now.vehicles)}万元，其中，公务用车运行维护费{words(now.operation)}万元，"
            f"主要用于公务用车的燃料、维修、过路过桥、保险等支出。比{last}年{flat(now.operation, then.operation, 1)}，"
            f"主要原因：{self.why('operation')}；公务用车购置费{words(now.purchase)}万元，比{last}年"
            f"{flat(now.purchase, then.purchase, 1)}，主要原因：{self.why('purchase')}。"]

    def fund(self) -> list[str]:
        now = self.now
        stated = (f"{self.head}政府性基金预算支出年初预算为{words(now.fund)}万元。" if now.fund else
                  f"我部门{self.year}年无使用政府性基金预算拨款安排的支出。")
        return ["## 八、政府性基金预算支出情况说明", stated]

    def others(self) -> list[str]:
        now, then, year, last = self.now, self.then, self.year, self.year - 1
        assets, transfers = self.facts["assets"], self.facts.get("transfers", 0)
        bought = {kind: now.purchases.get(kind, ZERO) for kind in ("货物", "工程", "服务")}
        return [
            "## 九、其他重要事项情况说明", "### （一）机关运行经费支出情况",
            f"{self.head}机关运行经费支出预算{words(now.public)}万元，主要保障机构正常运转及正常履职需要，比{last}年"
            f"{flat(now.public, then.public, 1)}，主要原因：{self.why('public')}。",
            "### （二）政府采购支出情况",
            f"{year}年政府采购预算安排{words(sum(bought.values(), ZERO))}万元，其中："
            + "、".join(f"政府采购{kind}预算{words(amount)}万元" for kind, amount in bought.items()) + "。",
            "### （三）绩效目标设置情况",
            f"{self.name}按要求编制了部门整体绩效目标和项目支出绩效目标，反映预期完成的数量、质量、时效以及效益和满意度。"
            f"{year}年，我单位纳入预算绩效管理的支出总额为{words(now.total)}万元。其中：人员经费支出{words(now.personnel)}万元，"
            f"公用经费支出{words(now.public)}万元；项目支出{words(now.project)}万元，涉及项目{now.projects}个。",
            "### （四）重点项目预算的绩效目标等情况说明。", f"我部门{year}年没有列入重点绩效评价的项目。",
            "### （五）国有资产占用情况。",
            f"{last}年期末，我部门共有车辆{sum(assets['vehicles'])}辆，其中：一般公务用车{assets['vehicles'][0]}辆、"
            f"一般执法执勤用车{assets['vehicles'][1]}辆、特种专业技术用车{assets['vehicles'][2]}辆，其他用车"
            f"{assets['vehicles'][3]}辆；单价50万元以上通用设备{assets['equipment_500k']}台（套），单位价值100万元以上专用设备"
            f"{assets['equipment_1m']}台（套）。",
            "### （六）专项转移支付项目情况",
            f"{self.head}负责管理的专项转移支付项目{transfers}个。" if transfers else f"我部门{year}年无专项转移支付项目。"]



def frame(facts: dict[str, Any]) -> dict[str, Any]:
    """Cover, contents, title and file name as this city's departments word them."""
    name, year = facts["department"], facts["year"]
    title = f"{year}年{name}部门预算公开"
    return {
        "title": title, "file_name": f"{title}.pdf", "cover": [f"{year}年{name}", "部门预算公开"],
        "contents": [
            [1, f"第一部分 {name}概况"], [2, "一、主要职责"], [2, "二、部门预算单位构成情况"],
            [1, f"第二部分 {name}{year}年部门预算情况说明"], [1, "第三部分 名词解释"],
            [1, f"附件：{name}{year}年部门预算表"]],
        "annex": f"附件：\n{name}\n{year}年部门预算表"}
