//! 参加レベルと、ステータスのためにパートナーが行う手続きの文。

pub(super) const TEXTS: &[(&str, &str)] = &[
    ("level.title", "参加レベル"),
    ("level.within", "参加の期限"),
    ("level.last", "最終日"),
    (
        "level.note",
        "早く参加するほど上の参加レベルになります。各期間（{cycle}）の最初の参加で決まり、その期間全体に適用されます（{joined}）。最終日より後に参加した場合や参加しない場合は、参加レベルがなく支払いはありません。",
    ),
    ("only.level", "参加レベルが{level}である"),
    ("ahead.invited", "達成：{role}による招待。"),
    ("ahead.not_invited", "未達成：{role}による招待。"),
    ("ahead.enrolled", "達成：参加手続き。"),
    (
        "ahead.enrol_by",
        "未達成：参加手続き。受付中で、最終日は{day}です。",
    ),
    (
        "ahead.enrol_then",
        "未達成：参加手続き。審査で獲得の条件を満たした場合、最終日は{day}です。",
    ),
    (
        "ahead.enrol_later",
        "未達成：参加手続き。獲得の条件を満たすと受け付けます（{within}以内）。",
    ),
    ("ahead.fee_paid", "達成：プログラム年度の料金{fee}。"),
    ("ahead.fee_due", "未達成：プログラム年度の料金{fee}。"),
    ("ahead.level", "{title}、{days}：参加レベルは{level}です。"),
    (
        "ahead.level_open",
        "{title}、{days}：まだ参加していません。参加レベルは{levels}。",
    ),
    ("ahead.level_by", "{day}まで{level}"),
    (
        "ahead.level_over",
        "{title}、{days}：期限内の参加がなく、支払いはありません。",
    ),
];
