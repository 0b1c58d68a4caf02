"""Finding conditions in a sentence: first what only looks like one is blanked out, then what is left is searched."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import NamedTuple

_NAME = (  # longer names first: the first that fits is taken
    "柯尔克孜|乌孜别克|维吾尔|哈萨克|达斡尔|塔吉克|俄罗斯|鄂温克|塔塔尔|鄂伦春|蒙古|布依|朝鲜|土家|哈尼|傈僳|"
    "高山|拉祜|东乡|纳西|景颇|仫佬|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|德昂|保安|裕固|独龙|赫哲|门巴|珞巴|"
    "基诺|汉|蒙|回|藏|维|苗|彝|壮|满|侗|瑶|白|傣|黎|佤|畲|水|土|羌|怒|京"
)
_FREE = "(?<!少数)民族|性别|男女|宗教信仰|宗教|信仰|婚否|婚育|年龄|学历|户籍|地区"
_LISTED = (
    rf"(?:{_FREE})(?:[、和及或/]?(?:{_FREE})(?!:|限|要求|必须|为))*"  # what a condition follows begins one of its own
)
_WORN = (
    "装(?![配卸箱载订潢修饰置])|包(?![装边胶饺粽子])|表(?![面格演])|式|款(?!待)|鞋|裤|裙|袜|帽|衫|衬衫|衬衣|西服|服装|服饰|上衣|外套|毛衣|内衣|"
    "泳衣|睡衣|靴|手表|用品|浴室|宿舍|寝室|厕|卫生间|洗手间|更衣室|澡堂|公寓"
)

NEUTRAL = (
    # openness, in so many words
    rf"{_LISTED}(?:均|都|皆|一律)?不(?:限|论|拘)|不(?:限|分|论|问|看|设){_LISTED}",  # in one: whichever begins first takes its words
    r"男女(?:均可|皆可|都可|都行|都要|均招|都招|同工同酬|同酬|平等|分住|分开|同厕)",
    r"各民族(?:一律平等|平等|员工|职工|同胞|团结)|民族团结",
    # places
    rf"(?:{_NAME})族(?:[、和]?(?:{_NAME})族)*(?:自治[区州县旗]|[区乡镇])",
    r"(?:回民|民族)(?:区|街|巷|路|大道|小区|中学|小学|大学|学院|医院|公园|广场|村)",
    r"(?:天主|基督)教堂|青年(?:路|街|公寓|文明号|广场|公园|旅舍)|织女|女贞|女娲|玉女峰|仙女[镇山湖]",
    r"[男女]科(?:医院|门诊)|女子医院|[男女]生(?:宿舍|公寓|浴室)|(?:联系人|联系|找):?.{1,2}女士",
    # things
    rf"[男女]{{1,2}}(?:童)?(?:{_WORN})|少女装|仕女",
    r"(?:少数)?民族(?:地区|语言|语文|品牌|企业|工业|文化|乐器|服装|服饰|舞|工艺|特色|风味|政策|药|自治)",
    r"水族(?:馆|箱|用品|器材|造景)",
    r"清真(?:食堂|餐厅|餐饮|餐|灶|窗口|伙食|饭菜|饭|菜|食品|厨|车间|生产线|产线|屠宰|认证|糕点|牛羊?肉|羊肉|肉制品|面点|拉面|饮食保障)",
    r"(?:有|提供|设有|设|配有|配|备有|开有)清真(?!.{0,4}(?:优先|信仰|教徒|者|员工|人员))",
    r"(?:回民|穆斯林)(?:食堂|餐厅|灶|窗口|饭)",
    r"宗教(?:用品|工艺品|艺术品|场所)",
    r"\d+(?:[-~至到]\d+)?(?:周)?岁(?:以[上下])?(?:的)?(?:儿童|婴幼儿|婴儿|幼儿|宝宝|童装|童鞋|玩具|老人)",
    # kin, rights and benefits
    r"[子儿]女(?!工|性|员)|女儿|母女|父女|侄女|外甥女|孙女|闺女",
    r"妇女(?:节|联合会|权益|之家|保健)|女职工(?:保护|劳动保护|委员会|权益|特别规定|特殊保护|休息室|产假)|女工委",
    r"婚育假|(?:免费|年度|每年|定期|提供|安排|公司|享受)(?:免费|年度|定期|组织)*体检|乙肝疫苗|[视听]力(?:表|检测|保护|设备|仪)|身高体重[秤仪]",
    r"残疾人(?:优先|也可|均可|可以|友好)|(?:欢迎|可安排|可招|招用)残疾人",
    # the floor that the law itself sets (禁止使用童工规定 §2)
    r"(?:年?满|须满)?(?:16|十六)(?:周)?岁(?:\(含\))?(?:以上|及以上)?(?![-~至到])",
)

CONDITIONS = {
    "ethnic": (
        rf"(?:{_NAME})族",
        r"(?<![武罗好老醉子])汉人|[汉回藏]民|回汉|汉回|(?:维吾尔|哈萨克|柯尔克孜|土家)(?=人|员工|工人|青年)",
        r"少数民族|少民|汉民族|民族(?:要求|限|成分|身份|必须|为|优先|:|汉|回)|限.{0,2}民族",
        r"清真",
    ),
    "sex": (
        r"男性|女性|男工|女工|男士|女士|男生|女生|男女|妇女|[男女]",
        r"阿姨|小伙|姑娘|宝妈|帅哥|靓仔|靓女|大妈|大姐|大叔|小姐|(?:fe)?male|wom[ae]n|ladies",
        r"已婚|未婚|离异|单身(?!公寓|宿舍)|已育|未育|婚育|(?:不得|不|未|禁止|无)(?:怀孕|生育)|孕妇(?:勿|除外|不)|有(?:小孩|孩子)",
    ),
    "religion": (
        r"宗教|穆斯林|伊斯兰|基督|天主教|佛教|信仰|教徒|信徒|无神论|做礼拜|守礼拜",
        r"(?<![诚微短相亲通守威自电])信教(?![学育程练材室])|道教[徒协]|信奉?[道回]教(?![学育程练材室])|回教徒",
    ),
    "age": (
        r"(?:\d{2}[-~至到])?(?:\d{2}|[二三四五六七]十[一二三四五六七八九]?|十[六七八九])(?:周)?岁(?:以[上下内]|及以[上下])?",
        r"年龄|年纪|年轻(?!化)|年富力强|青壮年|中青年|青年(?:优先|为主|人)|(?<![\d:点])(?:[6-9][05]|00)后(?![天日])",
    ),
    "body": (
        r"身高|体重|五官|相貌|外貌|长相|形象(?:好|佳|气质|端正|良好|要求)|气质|颜值|长得|体格|身体(?:好|强壮|素质|条件)|身强力壮|强壮",
        r"乙肝|肝炎|两对半|传染病|身体健康|健康状况|健康证明?|体检合格|(?:须|需|通过|入职)体检",
        r"无(?:疾病|纹身|高血压|心脏病|精神病|病史|慢性病|重大疾病)|残疾|色盲|色弱|视力|近视|听力|纹身",
    ),
}

_TRADITIONAL = str.maketrans("漢滿壯維婦齡歲體證♂♀", "汉满壮维妇龄岁体证男女")
_SPELLED = str.maketrans({"—": "-", "–": "-", "～": "~", "，": ",", "；": ";", "：": ":"})
_BLANK = "□"


class Found(NamedTuple):
    """One condition: of which kind (ethnic, sex, religion, age, body) and in which words."""

    kind: str
    word: str


def plain(text: str) -> str:
    """The text in one form: half-width, simplified where a condition is spelt otherwise, no blanks and nothing invisible inside."""
    narrow = unicodedata.normalize("NFKC", text).casefold().translate(_TRADITIONAL).translate(_SPELLED)
    return "".join(c for c in narrow if not c.isspace() and unicodedata.category(c) not in {"Cf", "Cc"})


def find(text: str, *, allowed: Collection[str] = ()) -> tuple[Found, ...]:
    """Every condition in a text, each word once, in the order of the kinds. `allowed` are patterns that a lawful limit permits.

    The text is read twice: blanks left out, since they hide nothing, and blanks as commas, since they part words too.
    """
    found: dict[Found, None] = {}
    for left in dict.fromkeys((plain(text), plain(re.sub(r"\s+", "，", text.strip())))):
        for shape in (*allowed, *NEUTRAL):
            left = re.sub(shape, _BLANK, left)
        found |= dict.fromkeys(_search(left))
    return tuple(sorted(found, key=lambda one: list(CONDITIONS).index(one.kind)))


def _search(text: str) -> Iterator[Found]:
    for kind, shapes in CONDITIONS.items():
        for shape in shapes:
            for one in re.finditer(shape, text):
                yield Found(kind, one[0])
