//! Specializations, in Japanese.

pub(super) const TEXTS: &[(&str, &str)] = &[
    (
        "award.second_registrant",
        "案件{0}を登録したが、他のパートナーの案件とされたため",
    ),
    ("statement.of_another", "{id}（他のパートナーの販売）"),
    (
        "shared.to_second",
        "全額は、同じ案件を登録し、販売したパートナーに案件を譲ることになったパートナーに支払われます。該当者がいなければ誰にも支払われません。",
    ),
    (
        "test.in_years",
        "{date}を含む年度から数えて{count}年ごとの年度である",
    ),
    (
        "every.years",
        "{date}を含む年度から数えて{count}年ごとの{place}",
    ),
    ("test.named_one", "ベンダーが指名したパートナーである"),
    (
        "test.named",
        "ベンダーが指名した{count}社のパートナーのいずれかである",
    ),
    (
        "condition.specialized",
        "{day}パートナーが専門認定{names}を保有",
    ),
    ("fact.specialization", "専門認定に関する決定"),
    ("facts.specialization", "専門認定に関する決定"),
    ("field.specialization", "専門認定"),
    ("guide.specializations", "専門認定"),
    ("policy.specializations", "専門認定"),
    (
        "special.at_review",
        "審査でこれを満たした翌日から保有します。",
    ),
    ("special.audit", "更新のたびに監査が必要です：{role}。"),
    (
        "special.audit_every",
        "更新{count}回ごとに監査が必要です：{role}。",
    ),
    ("special.ends", "期間の終了後は改めて取得します。"),
    (
        "special.enrol",
        "達成したパートナーは審査後{time}以内に加入します。加入しない場合、次の審査で改めて提示されます。",
    ),
    (
        "special.falls",
        "{count}回連続で条件を満たさない場合に失われます。",
    ),
    (
        "special.falls_at_once",
        "審査で条件を満たさない場合に失われます。",
    ),
    (
        "special.fee",
        "会費はプログラム年度ごとに{amount}です。支払いがない場合、取得も維持もできません。",
    ),
    (
        "special.freeze",
        "{role}はパートナーの専門認定を凍結できます。凍結中は失われず、更新もされません。",
    ),
    (
        "special.grace",
        "さらに{grace}維持され、その間は更新できます。",
    ),
    ("special.lasts", "有効期間は{time}です。"),
    ("special.never_falls", "審査で失われることはありません。"),
    ("special.on_any_day", "これを満たした翌日から保有します。"),
    ("special.opens", "これにより利用できるもの：{names}。"),
    (
        "special.renew",
        "最終日の{time}前から、維持条件を満たした時点で更新されます。次の期間は最終日の翌日に始まります。",
    ),
    (
        "special.audit_second",
        "更新2回ごとに監査が必要です：{role}。",
    ),
    (
        "tier.ends",
        "期間の終了時に改めて獲得しない場合は降格します（{step}）。",
    ),
    (
        "tier.ends_or_renewed",
        "更新しない場合は期間の終了時に降格します（{step}）。",
    ),
    (
        "tier.ends_late",
        "期間の終了後もさらに{grace}維持され、その後、改めて獲得しない場合は降格します（{step}）。",
    ),
    (
        "tier.ends_or_renewed_late",
        "終了時までに更新しない場合もさらに{grace}維持され、その間は更新できます。更新しない場合はその後に降格します（{step}）。",
    ),
];
