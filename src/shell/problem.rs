//! The page of every problem that is no lint, by the stage that finds it. A page stands beside its stage, in
//! the folder `problem`; it is the text of `charter explain`, and a test. Must not know what finds it.

/// The page of a problem.
pub struct Page {
    /// The problem's name.
    pub name: &'static str,
    /// Markdown.
    pub text: &'static str,
}

/// Problems that are found together.
pub struct Group {
    /// What they are problems of.
    pub title: &'static str,
    /// Their pages, in order of name.
    pub pages: &'static [Page],
}

impl Page {
    /// Its heading.
    pub fn title(&self) -> &'static str {
        let first = self.text.lines().next().unwrap_or("");
        first.trim_start_matches("# ")
    }
}

macro_rules! pages {
    ($folder:literal: $($name:literal)*) => {
        &[$(Page { name: $name, text: include_str!(concat!($folder, $name, ".md")) }),*]
    };
}

/// Every group, in the order of the stages.
pub const GROUPS: &[Group] = &[
    Group {
        title: "Problems of a text",
        pages: pages! { "../parse/problem/":
            "bad-date"
            "bad-escape"
            "bad-grouping"
            "bad-name"
            "bidirectional-control"
            "block-without-kind"
            "comma-without-space"
            "confusable-names"
            "control-character"
            "currency-sign"
            "digit-led-word"
            "empty-clause"
            "empty-program"
            "file-too-large"
            "foreign-digits"
            "foreign-minus"
            "foreign-quotes"
            "invisible-character"
            "leading-plus"
            "leading-point"
            "leading-zero"
            "lone-carriage-return"
            "merge-conflict"
            "missing-separator"
            "mixed-script"
            "name-not-normalised"
            "nesting-too-deep"
            "no-such-date"
            "number-too-long"
            "program-too-large"
            "ragged-table"
            "sign-without-space"
            "stray-brace"
            "stray-comma"
            "stray-parenthesis"
            "table-beside-clause"
            "table-without-clause"
            "table-without-rows"
            "text-too-long"
            "too-many-declarations"
            "too-many-problems"
            "too-many-tokens"
            "trailing-point"
            "unclosed-block"
            "unclosed-parenthesis"
            "unclosed-row"
            "unclosed-text"
            "unexpected-character"
            "unexpected-text"
            "unknown-sign"
            "work-limit"
        },
    },
    Group {
        title: "Problems of a program",
        pages: pages! { "../compile/problem/":
            "amends-nothing"
            "amount-does-not-fit"
            "amount-out-of-range"
            "assumed-nobody"
            "assumed-twice"
            "awards-per-award"
            "band-with-end"
            "bands-out-of-order"
            "baseline-not-earlier"
            "below-zero"
            "business-days-without-region"
            "cannot-add-up"
            "cannot-be-dated"
            "change-inside-period"
            "circular-courses"
            "country-in-two-regions"
            "course-without-time"
            "currency-without-exchange"
            "declared-twice"
            "double-before-it-starts"
            "duration-out-of-range"
            "empty-base-not-said"
            "ends-before-it-starts"
            "entry-without-days"
            "equal-rank"
            "example-expects-nothing"
            "excluded-in-a-circle"
            "fall-without-step"
            "gap-between-versions"
            "granted-twice"
            "known-before-it-happened"
            "like-in-a-circle"
            "margin-above-all"
            "marginal-across-versions"
            "marginal-amounts"
            "marginal-by-another-key"
            "meets-itself"
            "missing-cell"
            "missing-clause"
            "missing-column"
            "missing-member"
            "missing-phrase"
            "missing-table"
            "mixed-and-or"
            "mixed-units"
            "never-in-the-year"
            "never-open"
            "no-cap-amount"
            "no-cap-scope"
            "no-cap-span"
            "no-crossing-rule"
            "no-day-named"
            "no-exhaustion-rule"
            "no-period"
            "no-program"
            "no-room-for-yellow"
            "no-such-day"
            "no-such-rank"
            "no-window"
            "not-a-name"
            "not-a-whole-number"
            "not-a-year"
            "not-counted-by-a-forecast"
            "not-on-one-occasion"
            "not-one-rule"
            "nothing-to-share"
            "old-name-in-use"
            "other-currency"
            "overlapping-versions"
            "paid-on-a-ratio"
            "payday-without-region"
            "payday-without-roll"
            "period-mismatch"
            "places-out-of-order"
            "price-above-list"
            "rate-above-all"
            "rate-without-mode"
            "reduced-in-a-circle"
            "region-without-weekend"
            "renamed-to-itself"
            "requirement-twice"
            "requirements-beside-paths"
            "reserved-name"
            "said-twice"
            "stacked-and-excluded"
            "target-not-above-zero"
            "too-many-decimals"
            "two-exhaustion-rules"
            "two-programs"
            "unbound-translation"
            "undo-does-not-fit"
            "undo-without-method"
            "undo-without-source"
            "undo-without-time"
            "unexpected-table"
            "unknown-column"
            "unknown-country"
            "unknown-currency"
            "unknown-edition"
            "unknown-fact"
            "unknown-field"
            "unknown-language"
            "unknown-name"
            "unknown-text"
            "unknown-word"
            "unknown-zone"
            "version-inside-period"
            "weights-do-not-sum"
            "window-out-of-range"
            "wrong-fact"
            "wrong-sort-of-name"
            "wrong-unit"
            "year-out-of-range"
        },
    },
    Group {
        title: "Problems of data files",
        pages: pages! { "../intake/problem/":
            "assumption-contradicted"
            "bare-point"
            "blank-row"
            "conflicting-fact"
            "currency-in-amount"
            "decimal-comma"
            "empty-cell"
            "empty-heading"
            "empty-table"
            "exponent-in-number"
            "formula-in-id"
            "formula-in-text"
            "grouped-digits"
            "half-a-standing"
            "hidden-character"
            "ids-differ-in-case"
            "long-field"
            "long-id"
            "long-row"
            "negative-number"
            "no-final-newline"
            "not-a-date"
            "not-a-number"
            "not-text"
            "not-utf8"
            "not-whole"
            "number-out-of-range"
            "other-separator"
            "parenthesised-amount"
            "problems-left-out"
            "ragged-row"
            "repeated-column"
            "repeated-fact"
            "repeated-partner"
            "spaces-in-cell"
            "stray-quote"
            "text-after-quote"
            "time-of-day"
            "too-many-bytes"
            "too-many-columns"
            "too-many-rows"
            "trailing-minus"
            "unclosed-quote"
            "weeks-out-of-order"
        },
    },
    Group {
        title: "Problems of scenarios",
        pages: pages! { "../intake/problem/":
            "alias-in-scenario"
            "amounts-out-of-range"
            "duplicate-key"
            "empty-scenario"
            "impossible-correlations"
            "limit-in-file"
            "merge-key"
            "names-collide"
            "nested-too-deep"
            "not-finite"
            "not-yaml"
            "out-of-range"
            "scenario-too-large"
            "season-not-a-year"
            "several-documents"
            "shares-do-not-sum"
            "stated-twice"
            "too-much-memory"
            "too-much-work"
            "unknown-business"
            "unknown-incentive"
            "unknown-key"
            "unknown-world"
            "wrong-type"
        },
    },
    Group {
        title: "Problems of examples, settings and folders",
        pages: pages! { "../shell/problem/":
            "closed-already"
            "currencies-differ"
            "damaged-history"
            "example-fact-refused"
            "example-fails"
            "example-open"
            "example-out-of-range"
            "example-pays-more"
            "forecast-unreadable"
            "no-partner-list"
            "no-program-file"
            "not-a-regular-file"
            "not-an-output"
            "not-canonical"
            "not-terms"
            "other-history"
            "output-changed"
            "output-folder-of-others"
            "output-name-refused"
            "output-names-collide"
            "output-not-a-folder"
            "output-of-another-command"
            "posted-incentive-missing"
            "rejected-row"
            "scenarios-not-paired"
            "settled-fact-changed"
            "settled-fact-missing"
            "settled-partner-missing"
            "shards-apart"
            "sum-out-of-range"
            "symbolic-link"
            "too-many-files"
            "unknown-facts-file"
            "unknown-level"
            "unknown-lint"
            "unknown-setting"
            "unreadable-config"
            "unsaid-placeholder"
            "years-differ"
        },
    },
];

/// The page of a name.
pub fn page(name: &str) -> Option<&'static Page> {
    let mut pages = GROUPS.iter().flat_map(|group| group.pages);
    pages.find(|page| page.name == name)
}
