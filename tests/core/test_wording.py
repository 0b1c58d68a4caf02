"""What a vacancy may not say: conditions are found however they are spelt, and what only looks like one is left alone."""

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shanhai.core.refusal import Refusal
from shanhai.core.wording import check_age, check_wording, find, law, limits, tags_of
from shanhai.core.wording import words as module

TRAPS = """
男式衬衫缝制
女式皮鞋车间
男装裁剪，女装整烫
男女宿舍分开
男女均可
男女不限，年龄不限
不限民族、性别
性别、民族、学历不限
不分男女，同工同酬
地址在汉阳路 8 号
武汉人也欢迎
会汉语，普通话能听懂
有清真食堂
清真食堂和普通食堂各一个
清真牛羊肉分割
提供清真餐
宁夏回族自治区分厂
呼和浩特市回民区仓库
回民中学附近
延边朝鲜族自治州来料
民族路 3 号
民族品牌企业
少数民族服饰绣花
水族箱玻璃粘接
照顾子女方便
儿女可就近入学
三八妇女节放半天假
女职工休息室
女职工产假按规定
单身公寓
天主教堂对面
礼拜天休息，每个礼拜发一次全勤
相信教练会教会你
有诚信教育
微信教学视频
指道教学
佛像雕刻
宗教用品注塑
年满16周岁
16 周岁以上
适合 3-6 岁儿童玩具组装
工龄满一年加 200 元
青年路公交站旁
年轻化的车间
17:00后算加班
满 60 天后转正
免费体检
每年体检一次
视力保护灯具
乙肝疫苗灌装辅助
残疾人优先
能适应倒班
有经验者优先
初中以上，能吃苦
会看图纸
已取得叉车证
男女同厕位数按规定
男生宿舍楼宿管
女子医院保洁
联系人：王女士
听力设备装配
少数民族语言翻译
女装版师
汉服缝制
京东仓库分拣
水电维修
怒江路
知道教工作流程
满勤奖 200 元
""".strip().splitlines()

BARRED = {
    "ethnic": ["限汉族", "回族优先", "不要少数民族", "汉民", "仅限汉 族", "维吾尔员工除外", "民族：汉族", "漢族優先", "清真信仰者不招", "不吃清真的",
               "只招汉人", "汉族、满族均可", "不招藏族和回族", "少民勿扰", "民族：汉"],
    "sex": ["限男性", "女工若干", "招女", "男 性 优先", "男装配工", "女包装工两名", "男女各半", "小伙子", "保洁阿姨", "已婚已育优先", "未婚女性",
            "入职两年内不得怀孕", "Male only", "男", "会女红的女性", "美女帅哥优先", "男表面处理工", "限♀", "孕妇勿扰", "美少女优先", "女：10 人"],
    "religion": ["不信教", "信佛教者不招", "无宗教信仰", "穆斯林不招", "信奉道教", "基督徒除外", "不得做礼拜", "教徒勿扰"],
    "age": ["18-45岁", "45岁以下", "35周岁以内", "四十五岁以下", "年龄50以下", "90后优先", "年轻力壮", "16-40 岁", "16岁以上45岁以下", "18周岁以上", "年富力强", "40周岁（含）以下"],
    "body": ["身高170以上", "五官端正", "身体健康", "无传染病", "需健康证", "体检合格", "无纹身", "形象好气质佳", "视力 5.0", "乙肝携带者不招", "身体好", "颜值高"],
}  # fmt: skip
EVERY = [(kind, text) for kind, texts in BARRED.items() for text in texts]


@pytest.mark.parametrize("text", TRAPS)
def test_what_only_looks_like_a_condition_is_left_alone(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(("kind", "text"), EVERY)
def test_a_condition_is_found_and_named(kind: str, text: str) -> None:
    found = find(text)
    assert kind in {one.kind for one in found}
    assert all(one.word in module.plain(text) for one in found)


JOINED = st.lists(st.sampled_from(TRAPS), min_size=1, max_size=4)


@example(["不限民族、性别", "不限民族、性别"], " ")  # blanks left out, the end of the first must not open the second
@example(["年龄不限", "民族不限"], " ")
@given(JOINED, st.sampled_from("，；。、 "))
def test_harmless_sentences_stay_harmless_together(parts: list[str], joint: str) -> None:
    assert find(joint.join(parts)) == ()


@example(["不限民族、性别"], ("ethnic", "民族：汉"), 1, "，")  # nor does it reach into what follows
@example(["男女不限，年龄不限"], ("ethnic", "不要少数民族"), 0, "，")  # openness begins after it, not inside it
@given(JOINED, st.sampled_from(EVERY), st.integers(0, 4), st.sampled_from("，；。 "))
def test_a_condition_among_harmless_sentences_is_found(
    parts: list[str], bad: tuple[str, str], at: int, joint: str
) -> None:
    kind, text = bad
    whole = joint.join([*parts[:at], text, *parts[at:]])
    assert kind in {one.kind for one in find(whole)}


@given(st.sampled_from(EVERY), st.data())
def test_blanks_and_invisible_characters_hide_nothing(bad: tuple[str, str], data: st.DataObject) -> None:
    kind, text = bad
    at = data.draw(st.integers(0, len(text)))
    hidden = text[:at] + data.draw(st.sampled_from([" ", "\u3000", "\u200b", "\u2060"])) + text[at:]
    assert kind in {one.kind for one in find(hidden)}


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    assert all(one.kind in module.CONDITIONS and one.word for one in find(text))


def test_without_the_list_of_look_alikes_the_traps_would_be_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "NEUTRAL", ())
    assert len([text for text in TRAPS if find(text)]) > len(TRAPS) // 2


@pytest.mark.parametrize("kind", BARRED)
def test_a_kind_that_is_not_searched_is_noticed(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CONDITIONS", {k: v for k, v in module.CONDITIONS.items() if k != kind})
    missed = [text for text in BARRED[kind] if kind not in {one.kind for one in find(text)}]
    assert missed == BARRED[kind]


def test_every_shape_is_a_pattern_that_compiles() -> None:
    shapes = [*module.NEUTRAL, *(shape for shapes in module.CONDITIONS.values() for shape in shapes)]
    assert all(re.compile(shape) for shape in [*shapes, *(one for limit in limits().values() for one in limit.permits)])


def refused(text: str, *, tags: tuple[str, ...] = (), on: date = date(2018, 3, 5)) -> list[tuple[str, str]]:
    return [(column, no.code) for column, no in check_wording({"requirements": text}, tags=tags, on=on)]


def test_the_refusal_names_the_words_and_the_law_of_the_day() -> None:
    [(column, before)] = check_wording({"title": "男装配工", "requirements": "初中以上"}, tags=(), on=date(2018, 3, 5))
    assert (column, before.code, before.facts["words"]) == ("title", "position.wording", ["男"])
    assert before.facts["law"] == ["《就业促进法》第二十七条", "《就业服务与就业管理规定》第二十条"]
    assert law(["ethnic"], date(2018, 10, 1)) == ["《就业促进法》第二十八条", "《人力资源市场暂行条例》第二十四条"]


def test_a_limit_of_age_or_body_needs_its_tag() -> None:
    assert refused("年满18周岁") == [("requirements", "position.limit_untagged")]
    assert refused("年满18周岁", tags=("minor_barred",)) == []
    assert refused("18-45岁", tags=("minor_barred",)) == [("requirements", "position.limit_untagged")]
    assert refused("需健康证") == [("requirements", "position.limit_untagged")]
    assert refused("需健康证", tags=("food_certificate",)) == []
    assert refused("女性，需健康证", tags=("food_certificate",)) == [("requirements", "position.wording")]


def test_tags_are_known_by_tag_or_name_and_an_age_needs_one_that_allows_it() -> None:
    assert tags_of("食品从业人员健康证明、minor_barred") == ("minor_barred", "food_certificate")
    with pytest.raises(Refusal, match=r"position\.limit_unknown"):
        tags_of("身体好")
    check_age(18, None, ["minor_barred"])
    check_age(16, None, [])
    for low, high, tags in [(18, None, []), (18, None, ["food_certificate"]), (20, None, ["minor_barred"]), (15, None, []), (None, 45, ["minor_barred"])]:  # fmt: skip
        with pytest.raises(Refusal, match=r"position\.age_untagged"):
            check_age(low, high, tags)


def test_every_limit_names_its_law_and_its_article() -> None:
    assert all(limit.law.startswith("《") and "条" in limit.article and limit.meaning for limit in limits().values())


def test_an_age_has_its_bounds_in_order() -> None:
    with pytest.raises(Refusal, match=r"position\.age_order"):
        check_age(40, 30, ())
