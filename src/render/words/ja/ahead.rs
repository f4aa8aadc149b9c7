//! Japanese: where a partner stands, and what lies ahead of it.

pub(super) const TEXTS: &[(&str, &str)] = &[
    ("ahead.title", "{partner}、{day}時点"),
    ("ahead.standing", "現在の資格"),
    ("ahead.holds", "保有：{held}。"),
    ("ahead.holds_nothing", "ティアも専門認定もありません。"),
    ("ahead.keep", "{tier}の維持"),
    ("ahead.earn", "{tier}の取得"),
    ("ahead.at_review", "{heading}（{day}の審査時点）"),
    ("ahead.way", "方法：{way}"),
    ("ahead.asks_nothing", "要件はありません。"),
    ("ahead.met", "達成：{test}。"),
    ("ahead.missing", "未達：{test}。"),
    ("ahead.now", "現在{now}。"),
    ("ahead.more", "現在{now}、あと{more}。"),
    ("ahead.under_way", "進行中の期間"),
    ("ahead.so_far", "{title}、{days}：現時点で{amount}。"),
    (
        "ahead.next_marginal",
        "{start}を超える分は{pays}：あと{more}。",
    ),
    ("ahead.next_whole", "{start}から全額が{pays}：あと{more}。"),
    ("ahead.entries", "件数"),
    (
        "ahead.marginal",
        "{title}、{days}：{basis}は{now}、次の販売分の支払いは{pays}。",
    ),
    (
        "ahead.whole",
        "{title}、{days}：{basis}は{now}、全額の支払いは{pays}。",
    ),
    (
        "ahead.credit",
        "{title}、{days}：現時点で{amount}のクレジット。",
    ),
    ("ahead.posted", "これまでの記帳"),
    ("ahead.payee", "支払先"),
    ("ahead.in_all", "合計ポイント"),
    ("ahead.piece", "{title}：{points}"),
    ("ahead.piece_most", "{text}（上限{more}）"),
    ("ahead.piece_weight", "{text}（重み{more}）"),
    ("ahead.piece_short", "{text}、あと{more}"),
    ("ahead.shared_limit", "{limit}（複数のパートナーの合計）"),
    (
        "ahead.spent",
        "{title}：上限の{limit}に達しており、{day}まで追加の獲得はありません。",
    ),
    (
        "ahead.spent_for_good",
        "{title}：上限の{limit}に達しており、プログラム年度内に追加の獲得はありません。",
    ),
    ("ahead.lasts", "有効期間は{last}までです。"),
    (
        "ahead.renewed",
        "有効期間は{last}までです。{opens}から{ends}までの間、維持条件を満たした時点で更新されます。",
    ),
    ("ahead.audited", "この更新には監査が必要です：{role}。"),
];
