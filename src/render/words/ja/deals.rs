//! Leads and what becomes of deals, in Japanese.

pub(super) const TEXTS: &[(&str, &str)] = &[
    ("condition.lead", "案件がベンダーのリードである"),
    ("fact.deal_step", "案件の経過"),
    ("fact.lead", "リード"),
    ("facts.deal_step", "案件の経過"),
    ("facts.lead", "リード"),
    ("field.about", "対象"),
    ("guide.leads", "リード"),
    ("leads.answer", "回答"),
    ("leads.by.choice", "チャネルマネージャーの選定"),
    ("leads.by.rotation", "順番に"),
    ("leads.by.score", "スコアによる"),
    ("leads.by.specialization", "専門認定による"),
    ("leads.by.territory", "担当地域による"),
    ("leads.given", "割り当て"),
    (
        "leads.silence_accepts",
        "{within}以内（回答がない場合は受諾）",
    ),
    (
        "leads.silence_recalls",
        "{within}以内（回答がない場合は取り消し）",
    ),
    ("leads.work", "対応期間"),
    ("policy.leads", "リード"),
    ("registration.extends_often", "{time}（最大{times}回）"),
];
