"""Folding tables for letters that Unicode decomposition keeps apart but a search must not.

Normalisation folds half-width kana and é, but not Ł, ı, 髙 or ى. Each table maps a letter to its folded
form. Stored and shown text is not changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.names.forms import FORMS

if TYPE_CHECKING:
    from collections.abc import Mapping

# Latin letters whose stroke, hook or ligature is not a combining mark.
_LATIN: Final[Mapping[str, str]] = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ȷ": "j",
    "ə": "e", "ǝ": "e", "ħ": "h", "ŧ": "t", "ŋ": "ng", "ĸ": "k", "ɓ": "b", "ɗ": "d", "ƙ": "k",
    "ƴ": "y", "ƒ": "f", "ɨ": "i", "ʉ": "u", "ɔ": "o", "ɛ": "e", "ƶ": "z", "ƀ": "b", "ɉ": "j",
    "ɵ": "o", "ɣ": "g", "ʒ": "z", "ǥ": "g", "ⱪ": "k", "ⱨ": "h", "ⱬ": "z",
}  # fmt: skip

# Arabic script as typed in Uyghur, Persian, Urdu and Arabic: a keyboard of another of these languages
# gives similar letters for the vowels and the h of Uyghur.
_ARABIC_GROUPS: Final = (
    "يىیېۍێےۑ",
    "كکڪ",
    "هەھةۀہۃۂ",
    "وۇۆۈۋؤۉۊ",
    "اٱأإآ",
)

# Old and new, Japanese, traditional and simplified forms of one character; all fold to the first.
# Those of names first, then the reformed characters of 1946, then what China simplified.
_KANJI_GROUPS: Final = (
    "高髙 崎﨑嵜碕 斎齋斉齊齐齌 辺邊邉边 沢澤泽 国國囯圀 浜濱濵滨 広廣广 桜櫻樱 "
    "島嶋嶌㠀岛 富冨 峰峯 渕淵渊 涼凉 松枩 吉𠮷 土圡 曽曾 桑桒 館舘馆 船舩 "
    "秋秌龝 野埜 杉椙 柳栁 梅楳 桧檜 籠篭 尭堯尧 槙槇 遥遙 瑶瑤 晃晄 穣穰 祷禱 "
    "萌萠 蒋蔣 鴎鷗鸥 濤涛 煕熙熈 凛凜 湧涌 勲勳勛勋 巌巖 裏裡 群羣 隣鄰邻 "
    "竜龍龙 滝瀧 条條 県縣 恵惠 真眞 栄榮荣 関關关 頼賴赖 黄黃 呉吳吴 温溫 "
    "荘莊庄 顔顏颜 郷鄕鄉乡 強强 内內 啓啟启 説說说 鋭銳锐 悦悅 脱脫 税稅 産產产 "
    "彦彥 清淸 青靑 別别 没沒 歳歲岁 氷冰 衆眾众 値值 戸戶户 亜亞亚 悪惡恶 "
    "圧壓压 囲圍围 医醫 為爲为 壱壹 稲稻 飲飮饮 隠隱隐 営營营 衛衞卫 駅驛驿 "
    "円圓圆 塩鹽盐 縁緣缘 艶艷艳 応應应 欧歐 殴毆 奥奧 横橫 穏穩稳 仮假 価價价 "
    "画畫 会會 絵繪绘 壊壞坏 懐懷怀 拡擴扩 殻殼壳 覚覺觉 学學斈 岳嶽 楽樂乐 渇渴 "
    "缶罐 巻卷 陥陷 勧勸劝 寛寬宽 漢汉 歓歡欢 観觀观 気氣气 帰歸归 亀龜龟 偽僞伪 "
    "戯戲戏 犠犧牺 旧舊 拠據据 挙擧举 峡峽 挟挾 狭狹 響响 暁曉晓 区區 駆驅驱 "
    "薫薰 径徑 茎莖 掲揭 渓溪 経經经 蛍螢萤 軽輕轻 継繼继 鶏鷄雞鸡 芸藝艺 撃擊击 "
    "欠缺 倹儉俭 剣劍劒剑 険險险 圏圈 検檢检 献獻 権權权 顕顯显 験驗验 厳嚴严 "
    "効效 恒恆 鉱鑛矿 号號 黒黑 穀榖 砕碎 済濟济 剤劑剂 殺杀 雑雜杂 参參 桟棧 "
    "蚕蠶 惨慘 賛贊赞 残殘 糸絲丝 歯齒齿 児兒儿 辞辭 湿濕 実實实 写寫 舎舍 "
    "釈釋释 寿壽 収收 従從从 渋澁涩 獣獸兽 縦縱纵 粛肅肃 処處处 叙敍敘 将將 称稱 "
    "渉涉 焼燒烧 証證证 奨奬獎奖 状狀 乗乘 浄淨净 剰剩 畳疊叠 縄繩绳 壌壤 嬢孃 "
    "譲讓让 醸釀 触觸 嘱囑 寝寢 慎愼 尽盡 図圖图 粋粹 酔醉 穂穗 随隨 髄髓 枢樞 "
    "数數 瀬瀨濑 声聲 静靜 窃竊 摂攝摄 専專专 浅淺 戦戰战 践踐 銭錢钱 潜潛 "
    "繊纖纤 禅禪 双雙 壮壯 争爭 捜搜 挿插 巣巢 痩瘦 装裝 総總总 騒騷 増增 蔵藏 "
    "臓臟 即卽 属屬 続續续 堕墮 対對对 体體 帯帶带 滞滯 台臺 択擇择 担擔 単單单 "
    "胆膽 団團团 断斷 弾彈弹 遅遲迟 痴癡 虫蟲 昼晝 鋳鑄铸 著着 庁廳厅 徴徵 "
    "聴聽听 勅敕 鎮鎭镇 逓遞 鉄鐵铁 点點 転轉转 伝傳传 灯燈 当當 党黨 盗盜 "
    "闘鬪斗 徳德 独獨 読讀读 届屆 弐貳 悩惱恼 脳腦脑 覇霸 拝拜 廃廢废 売賣卖 "
    "麦麥 発發发 髪髮 抜拔 晩晚 蛮蠻 秘祕 賓宾 瓶甁 払拂 仏佛 併倂 並竝并 "
    "変變变 弁辯瓣辨辩 歩步 宝寶寳 豊豐丰 褒襃 翻飜 毎每 万萬 満滿满 麺麵 黙默 "
    "弥彌 訳譯译 薬藥药 与與 予豫 余餘 誉譽 揺搖 様樣样 謡謠 来來 乱亂 覧覽览 "
    "両兩两 猟獵猎 緑綠绿 涙淚泪 塁壘垒 礼禮 励勵 霊靈灵 齢齡龄 暦曆历 恋戀 練练 "
    "錬鍊炼 炉爐 労勞劳 楼樓 録錄录 湾灣 張张 陳陈 蕭萧 劉刘 鄭郑 謝谢 葉叶 "
    "羅罗 盧卢 顧顾 孫孙 楊杨 趙赵 鄧邓 馮冯 韓韩 馬马 呂吕 賀贺 鍾鐘钟 譚谭 "
    "鄒邹 陸陆 蘇苏 賈贾 韋韦 湯汤 閻阎 龔龚 駱骆 聶聂 竇窦 喬乔 簡简 費费 "
    "魯鲁 鳳凤 華华 偉伟 麗丽 軍军 傑杰 輝辉 興兴 紅红 東东 雲云 義义 達达 "
    "鋒锋 剛刚 貴贵 鴻鸿 堅坚 嬌娇 潔洁 進进 蘭兰 蓮莲 連连 倫伦 夢梦 銘铭 "
    "寧宁 鵬鹏 謙谦 慶庆 瓊琼 勝胜 聖圣 詩诗 時时 樹树 順顺 騰腾 維维 賢贤 "
    "訓训 揚扬 陽阳 業业 儀仪 億亿 銀银 瑩莹 穎颖頴 遠远 韻韵 則则 長长 貞贞 "
    "資资 欽钦 鈺钰 錦锦 鍵键 問问 聞闻 門门 間间 風风 飛飞 饒饶 魚鱼 鳥鸟 "
    "鳴鸣 許许 鎧铠 瑋玮 婭娅 嫻娴 燁烨 誠诚 諾诺 賽赛 運运 過过 選选 錫锡 "
    "雋隽 頌颂 領领 馳驰 駿骏 鴿鸽 滄沧 淩凌 溝沟 漸渐 瀟潇 煒炜 煥焕 爾尔 "
    "瑪玛 環环 璽玺 畢毕 異异 睿叡 紀纪 純纯 紹绍 綺绮 網网 緯纬 績绩 縉缙 "
    "耀燿 聯联 脩修 荊荆 蒼苍 蓋盖 薩萨 藍蓝 補补 親亲 記记 評评 詠咏 語语 "
    "諶谌 講讲 貝贝 財财 贛赣 軒轩 農农 遊游 遜逊 鄔邬 鈞钧 鈴铃 錚铮 鎔镕 "
    "闊阔 陰阴 電电 項项 須须 頓顿 願愿 駒驹 鮑鲍 嶺岭 庫库 憲宪 摯挚 書书 "
    "術术 "
)


def _groups(*groups: str) -> Mapping[str, str]:
    """Maps each further member of a group to its first."""
    return {letter: group[0] for group in groups for letter in group[1:]}


LETTERS: Final[Mapping[str, str]] = {
    **FORMS,
    **_groups(*_KANJI_GROUPS.split()),
    **_groups(*_ARABIC_GROUPS),
    **_LATIN,
}
