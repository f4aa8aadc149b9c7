//! Japanese: what is given by differences of prices, in kind, later and at least.

pub(super) const TEXTS: &[(&str, &str)] = &[
    ("facts.purchase", "購入"),
    ("facts.rotation", "返却品"),
    ("facts.debit", "特別価格の請求"),
    ("facts.exception", "例外の承認"),
    ("field.reason", "理由"),
    ("field.decided_by", "決定者"),
    ("facts.quote", "見積"),
    ("field.quoted_price", "見積価格"),
    ("field.list_price", "定価"),
    ("field.quoted", "見積日"),
    (
        "spread.held",
        "見積から{length}以内の注文について、1個ごとに定価が見積価格を上回る額",
    ),
    ("facts.protection", "価格引下げの請求"),
    ("facts.payment", "支払い"),
    ("facts.cancellation", "解約"),
    ("facts.credit", "貢献の記録"),
    ("field.role", "役割"),
    ("field.kind", "種別"),
    ("award.credited", "全体の{0}に対する持分"),
    (
        "shared.by_credit",
        "案件への貢献が記録されたパートナーの間で持分に応じて分けられます。記録のない部分は販売したパートナーのものです。",
    ),
    ("field.book_cost", "仕入原価"),
    ("field.special_cost", "特別価格"),
    ("field.new_price", "新価格"),
    (
        "spread.counted",
        "1単位ごとに、仕入原価が特別価格を上回る額",
    ),
    (
        "spread.in_stock",
        "その日の在庫1単位ごとに、購入価格が新価格を上回る額（販売・返却は古いものから行われたものとします）",
    ),
    (
        "spread.bought_within",
        "{text}（その前{length}以内に購入したもののみ）",
    ),
    ("spread.plus", "{text}、さらに低い方の価格の{rate}"),
    ("guarantee.least", "{period}最低{amount}を保証します。"),
    (
        "guarantee.to_next_period",
        "期間の実績がそれを上回った分は、次の期間に算入されます。",
    ),
    (
        "guarantee.to_year_end",
        "期間の実績がそれを上回った分は、年度内の以後の期間に算入されます。",
    ),
    (
        "guarantee.not_carried",
        "期間の実績がそれを上回った分は、他の期間には算入されません。",
    ),
    ("guarantee.at_period_end", "期間の終了後に支払われます。"),
    (
        "guarantee.in_advance",
        "期間の初日に前払いされ、実績はその前払い分を差し引いて支払われます。",
    ),
    (
        "valued.units",
        "{product}の現物（1単位{each}として計算）：{text}",
    ),
    ("valued.points", "ポイント（1点{each}として計算）：{text}"),
    (
        "hold.customer_paid",
        "顧客がその販売の代金を全額支払うまで支払いは保留されます。",
    ),
    (
        "instalments.parts",
        "{count}回に等分して支払われます。端数は最終回に含めます。",
    ),
    (
        "instalments.while_active",
        "各回は、その時点までに顧客が解約していない場合にのみ支払われます。",
    ),
    ("award.spread", "価格差（単位数：{0}）"),
    ("award.valued", "現物{0}、1単位{1}"),
    ("award.guaranteed", "保証額まで補填：{0}"),
    ("example.parts_unpaid", "支払われない分"),
];
