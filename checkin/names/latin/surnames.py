"""Chinese surnames: their special readings, and their customary spellings.

The readings are those of surname dictionaries (單 Shan, 曾 Zeng, 仇 Qiu). The spellings follow no rule: those
of Taiwan and Hong Kong (李 Lee, 宋 Soong, 岑 Sham), and of families from Fujian, Chaozhou and the Hakka region,
with their own pronunciation, in Taiwan, Singapore, Malaysia and Manila (林 Lim, 陳 Tan, 蔡 Chua).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.names.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

_READ: Final = (
    "單 shan 曾 zeng 解 xie 仇 qiu 查 zha 朴 piao 任 ren 華 hua 葉 ye 翟 zhai 繆 miao 蓋 ge 樂 yue 覃 qin 員 yun "
    "种 chong 召 shao 折 she 乜 nie 區 ou 秘 bi 洗 xian 冼 xian 燕 yan 應 ying 車 che 費 fei 賁 ben 郇 xun 逄 pang "
    "黑 he 祭 zhai 繁 po 盛 sheng 石 shi 紀 ji 沈 shen 尹 yin 隗 wei 訾 zi 郗 xi 柏 bai 谷 gu 能 nai 佴 nai 曲 qu "
    "宿 su 於 yu 莘 shen 諶 chen 句 gou 勾 gou 那 na 強 qiang 相 xiang 角 jue 撒 sa 宓 mi 哈 ha 臧 zang 卜 bu 呂 lv "
    "黃 huang 長 chang 重 chong 朝 chao 万 wan 萬 wan 尉 wei 洗 xian 褚 chu 卓 zhuo 盖 ge 合 he 都 du 藏 zang 晁 chao "
    "賈 jia 陶 tao 夏 xia 行 xing 干 gan 乾 qian 佘 she 厙 she 殷 yin 遲 chi 車 che 羿 yi 鄂 e 兗 yan 甯 ning 寧 ning"
)

COMPOUND: Final = frozenset(
    fold(name)
    for name in [
        "歐陽",
        "司馬",
        "司徒",
        "上官",
        "諸葛",
        "夏侯",
        "皇甫",
        "尉遲",
        "公孫",
        "令狐",
        "端木",
        "東方",
        "南宮",
        "西門",
        "慕容",
        "宇文",
        "長孫",
        "鮮于",
        "呼延",
        "軒轅",
        "澹臺",
        "独孤",
        "申屠",
        "公冶",
        "濮陽",
        "淳于",
        "單于",
        "太史",
        "赫連",
        "鐘離",
        "閭丘",
        "司空",
        "百里",
        "東郭",
        "拓跋",
        "万俟",
        "完顏",
        "耶律",
        "納蘭",
        "愛新",
        "張簡",
        "范姜",
        "周黃",
        "江謝",
        "歐阳",
        "第五",
        "仲孫",
        "梁丘",
        "左丘",
        "谷梁",
        "壤駟",
        "樂正",
        "巫馬",
        "公西",
        "漆雕",
    ]
)
_READ_COMPOUND: Final = (
    "尉遲 yu chi 澹臺 tan tai 万俟 mo qi 單于 chan yu 長孫 zhang sun 令狐 ling hu 鮮于 xian yu"
)

_SPELT: Final = (
    "李 lee|陳 tan,chan,ting|林 lim,lam|黃 wong,ng,ooi,wee,hwang,vong|王 ong,heng,wong|吳 ng,goh,woo,go|劉 lau,low,liew|蔡 chua,tsua,tsai,choi,chai|"
    "楊 yeo,yeoh,yeung,young,yong|許 koh,khoo,kho,hui,sheu,shu|張 teo,teoh,tiu,cheung,chong,jang,diong|鄭 tay,teh,tee,cheng|郭 quek,kueh,kwek,kwok,koay,que|"
    "洪 ang,hung|謝 chia,sia,tse,shieh|曾 tsang,chan,chng,tzeng,jan|周 chew,chow,chau,jou|葉 yap,ip,yip|蘇 soh,so,soo|呂 loo,lui,lyu,leu|何 hoe,ho|"
    "高 kor,ko,kau|潘 phua,poon,pun|余 er,yu,yue,yee|沈 sim,shum,sum,sham|梁 neo,niu,leung,leong,liong|柯 kua,or,ko,ker,ke|施 si,sy,sze,shi|宋 soong,song,sung|"
    "卓 toh,cheuk|莊 chng,chong,chuang,ching|白 peh,pak,pai|翁 ang,yung|顏 gan,ngan|江 kang,kong,jiang|方 png,pung,fong|徐 chee,cher,tsui,chui,shyu,chi|"
    "傅 poh,foo,po|胡 oh,woo,wu|邱 khoo,khu,yau,hew,chyou|廖 liau,liew,liu|賴 lua,luah,lai|朱 choo,chu|簡 kan|魏 gwee,goei,ngai|戴 te,tai|連 lian,lin,lien|"
    "范 huan,fan|丁 teng,ting|石 chioh,shek,shyr|駱 loh,lok|盧 loh,lo,loo|羅 law,loh,lo|彭 phe,pang|歐 au,ow|紀 kee,kei|涂 thoo,to|溫 oon,wan,voon,un|"
    "馬 beh,ma|孫 soon,suen,sun|杜 toh,to|唐 tng,tong|湯 thng,tong|鄧 teng,tang,theng|馮 pang,fung,foong,pung|游 yu,yew,yau,yiu,yo|曹 tso,cho,chow,tsao|"
    "蕭 siau,siow,siew,siu,shaw,shiau|岑 sham,shum,sim|區 au,ow|顧 koo|辜 koo,kok|龔 keng,kung,kiong|薛 sih,sit|魯 loo,lo|譚 tam,tham,hum|"
    "鍾 cheong,chung,choong,cheng|鐘 cheong,chung,choong|侯 how,hou,hau,kau|韓 hon,han|董 tong,tung|程 thia,ching,theng|姚 yeow,yiu,yao|倪 geh,ngai,nee|"
    "伍 goh,ng|尤 yew,yau,yiu|康 khng,hong|官 kwan,koon|關 kwan,kuan|麥 mak,beh|莫 mok,bok|袁 yuen,wan|阮 yuen,nguyen,ng|甘 kam|古 koo,ku,goo|"
    "黎 lai,le,loy|司徒 szeto,seto,situ|歐陽 auyeung,auyong,owyang,ouyang|錢 chin,chee|秦 chun,chin|霍 fok|陸 luk,loke,liok|龍 leong,lung,loong|"
    "易 yik,yi|單 sin,shin|夏 ha,hsia|詹 chim,jim,chiam|金 kam,kim|田 tin,chan|童 tong,tung|鄒 chow,chau,tsou|容 yung|巫 boo,mo,woo|邵 siu,shaw,shao|鄺 kwong,fong,kong"
)


# In given names both readings of these occur; second readings of other characters do not.
TWICE_READ: Final = frozenset(
    map(fold, "樂长長朝重行盛傳曾茜莎娜柏露仔參单隽雋乾召晟中正少好和调調率興藏尉洗")
)


def _readings() -> Mapping[str, str]:
    words = _READ.split()
    return {fold(name): reading for name, reading in zip(words[::2], words[1::2], strict=True)}


def _compound_readings() -> Mapping[str, tuple[str, ...]]:
    words = _READ_COMPOUND.split()
    return {fold(words[at]): (words[at + 1], words[at + 2]) for at in range(0, len(words), 3)}


def _spellings() -> Mapping[str, tuple[str, ...]]:
    pairs = (entry.split() for entry in _SPELT.split("|"))
    return {fold(name): tuple(spelt.split(",")) for name, spelt in pairs}


READ: Final = _readings()  # by the folded character
READ_COMPOUND: Final = _compound_readings()
SPELT: Final = _spellings()

# A name that begins with one of these and has at most two more characters is likely Chinese.
_COMMON: Final = (
    "王李張劉陳楊黃趙吳周徐孫馬朱胡郭何高林鄭謝羅梁宋唐許韓馮鄧曹彭曾蕭田董袁潘于蔣蔡余杜葉程蘇魏呂丁任沈姚盧姜崔鍾譚陸"
    "汪范金石廖賈夏韋付傅方白鄒孟熊秦邱江尹薛閻段雷侯龍史陶黎賀顧毛郝龔邵萬錢嚴覃武戴莫孔向湯溫康施文牛樊葛邢安齊易"
    "喬伍龐顏倪莊聶章魯岳翟殷詹申歐耿關蘭焦俞左柳甘祝包寧尚符舒阮柯紀梅童凌畢單季裴霍涂成苗谷盛曲翁冉駱藍路游辛"
    "靳歐管柴蒙鮑華喻祁蒲房滕屈饒解牟艾尤陽時穆農司卓古吉繆簡車項連蘆麥褚婁竇戚岑景黨宮費卜冷晏席衛米柏宗瞿桂全佟應"
    "臧閔苟鄔邊卞姬師和仇欒隋商刁沙榮巫寇桑郎甄叢仲虞敖鞏明佘池查麻苑遲鄺官封談匡鞠惠荊樂冀郁胥南班儲原栗燕楚鄢勞"
    "諶奚皮粟冼藺樓盤滿聞位厲伊仝區郜海闞花權強帥屠豆朴蓋練廉禹井祖漆巴豐支卿國狄平計索宣晉相初門雲容敬來扈晁芮都普"
    "闕浦戈伏鹿薄邸雍辜羊阿烏母裘亓修邰赫杭況那宿鮮印逯隆茹諾戰慕危玉銀亢嵇公哈湛賓戎勾茅利於呼居揭干但尉冶斯元束"
    "檀衣信展陰昝智幸奉植衡富尉由卯鈄單洪游邱阿"
)
COMMON: Final = frozenset(fold(_COMMON))
