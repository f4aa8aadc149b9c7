//! Japanese.

pub(super) const MONTHS: [&str; 12] = [
    "1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月",
];

pub(super) const WEEKDAYS: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];

pub(super) const TEXTS: &[(&str, &str)] = &[
    ("frame.contents", "目次"),
    ("frame.skip", "本文へ移動"),
    ("frame.data", "このグラフのデータ"),
    ("frame.example", "計算例"),
    ("frame.fingerprints", "このページの作成元"),
    (
        "frame.prevails",
        "翻訳に相違がある場合は{language}版が優先します。",
    ),
    ("language.en", "英語"),
    ("language.de", "ドイツ語"),
    ("language.ja", "日本語"),
    ("calendar.kind", "プログラムカレンダー"),
    ("calendar.legend", "記号の意味"),
    ("calendar.nothing", "予定はありません。"),
    ("calendar.since", "{date}から"),
    ("sort.training", "研修"),
    ("sort.promotion", "キャンペーン"),
    ("sort.reward", "報奨"),
    ("sort.review", "レビュー"),
    ("sort.communication", "お知らせ"),
    ("sort.event", "イベント"),
    ("sort.deadline", "期限"),
];
