-- The usual questions to a forecast, in DuckDB:
--   cd out/halden/current && duckdb < .../analysis/queries.sql
-- Every table has the columns program, variant, currency and world.

-- name: return
-- What the program brings for what it costs, run by run: plain values, whose spread is the luck of a year.
SELECT count(*) AS runs,
       avg(p.margin - n.margin) AS incremental_margin,
       avg(p.payouts + p.running_costs) AS cost,
       avg(p.margin - n.margin) / avg(p.payouts + p.running_costs) - 1 AS plain_return,
       quantile_disc(p.margin - n.margin - p.payouts - p.running_costs, 0.05) AS net_value_p05
FROM 'replicate_totals.parquet' AS p
JOIN 'replicate_totals.parquet' AS n USING (program, variant, replication)
WHERE p.world = 'program' AND n.world = 'none';

-- name: incentives
-- What each incentive pays, and which part of it would have been paid anyway.
SELECT incentive,
       avg(payouts) AS payouts,
       sum(subsidised) / nullif(sum(attributed), 0) AS subsidised_share,
       count(exhausted_week) * 1.0 / count(*) AS exhaustion_probability,
       median(exhausted_week) AS exhaustion_week
FROM 'incentives.parquet'
GROUP BY incentive
ORDER BY payouts DESC, incentive;

-- name: who
-- Who is paid, by tier, type and region, against what each sells.
SELECT s."by", s.audience, s.partners, s.revenue, coalesce(p.payouts, 0) AS payouts
FROM (SELECT "by", audience, any_value(partners) AS partners, sum(revenue) AS revenue
      FROM 'segments.parquet' WHERE world = 'program' GROUP BY ALL) AS s
LEFT JOIN (SELECT "by", audience, sum(payouts) AS payouts
           FROM 'payouts.parquet' WHERE world = 'program' GROUP BY ALL) AS p USING ("by", audience)
ORDER BY s."by", s.audience;

-- name: audiences
-- What the program brings of each tier, type and region, less what it costs: staff is left out.
SELECT "by", audience, any_value(partners) AS partners,
       max(mean) FILTER (metric = 'churn') AS churn,
       max(mean) FILTER (metric = 'participation') AS participation,
       max(mean) FILTER (metric = 'program_cost') AS cost,
       max(mean) FILTER (metric = 'net_value') AS net_value,
       max(low) FILTER (metric = 'net_value') AS net_value_low,
       max(high) FILTER (metric = 'net_value') AS net_value_high,
       max(mean) FILTER (metric = 'roi') AS roi
FROM 'audiences.parquet'
GROUP BY ALL
ORDER BY "by", audience;

-- name: tired
-- Where partners are tired, and when.
SELECT "by", audience, arg_max(week, fatigue_index) AS week, max(fatigue_index) AS fatigue_index
FROM 'fatigue.parquet'
WHERE world = 'program' AND fatigue_index IS NOT NULL
GROUP BY ALL
ORDER BY fatigue_index DESC, audience;

-- name: budgets
-- When the middle run has nothing left of a budget.
SELECT budget, min(week) FILTER (p50 <= 0) AS gone_in_week, min(p50) AS least_left
FROM 'budgets.parquet'
WHERE world = 'program'
GROUP BY budget
ORDER BY budget;

-- name: moves
-- Who moved between tiers in each quarter.
SELECT quarter, "from", "to", partners
FROM 'tier_flow.parquet'
WHERE world = 'program' AND "from" <> "to"
ORDER BY quarter, partners DESC, "from", "to";

-- name: contributions
-- What the program brings against each other world.
SELECT world, metric, mean, low, high, reason
FROM 'comparisons.parquet'
WHERE metric IN ('roi', 'net_value')
ORDER BY world, metric;
