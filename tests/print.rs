//! The layout of programs: what a text looks like after formatting, and that nothing is lost.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    clippy::too_many_lines,
    clippy::zero_prefixed_literal,
    clippy::mistyped_literal_suffixes,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "what is not as expected fails the test; tests read and write files, and tables of cases are long"
)]

use charter::base::date::Date;
use charter::base::name::Name;
use charter::base::span::{FileId, Span};
use charter::parse;
use charter::syntax::print::print;
use charter::syntax::token::{Op, Token, TokenKind};
use charter::syntax::{Aside, Block, Cell, Clause, Comment, Item, Row, Table, Tree};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

const SAMPLE: &str = include_str!("language/good/sample.charter");
const NOWHERE: Span = Span::new(FileId(0), 0, 0);

fn read(text: &str) -> Tree {
    let (tree, problems) = parse::parse_file(FileId(0), text);
    assert_eq!(problems, [], "{text}");
    tree
}

#[test]
fn layouts() {
    let cases = [
        ("", ""),
        (
            "#one\n#\n##two\n#  three  \n",
            "# one\n#\n##two\n#  three\n",
        ),
        ("\n\n\na 1;b 2\n\n\n\nc 3\n\n", "a 1\nb 2\n\nc 3\n"),
        (
            "tier a{rank 1;review now}\n",
            "tier a { rank 1; review now }\n",
        ),
        ("pool a{\n}\n", "pool a {}\n"),
        (
            "tier a { rank 1; rise b; fall c; keep d; earn e }\n",
            "tier a {\n  rank 1\n  rise b\n  fall c\n  keep d\n  earn e\n}\n",
        ),
        (
            "tier a {\n  rank 1\n\n  review now\n}\n",
            "tier a {\n  rank   1\n\n  review now\n}\n",
        ),
        (
            "tier a { # b\n rank 1 # c\n # d\n path e { earn f } # g\n # h\n\n # i\n} # j\n",
            "tier a {  # b\n  rank 1  # c\n  # d\n  path e { earn f }  # g\n  # h\n\n  # i\n}  # j\n",
        ),
        (
            "rate # b\n# c\n|from|all|\n|0 USD|1%|# d\n\n|1,000 USD|12.5%|\n",
            "rate  # b\n  # c\n  | from      | all   |\n  | 0 USD     |    1% |  # d\n  | 1,000 USD | 12.5% |\n",
        ),
        (
            "edition 2027\nat most 2027 partners\nneed x >= 2027\n",
            "edition 2027\nat most 2,027 partners\nneed x >= 2,027\n",
        ),
        (
            "at  2000000   USD\nneed ( a or( b ) )\n",
            "at 2,000,000 USD\nneed (a or (b))\n",
        ),
        ("for a ,\n  b,\n\n c\n", "for a, b, c\n"),
        (
            "for a, # one\n # two\n b\n",
            "for a,  # one\n    # two\n    b\n",
        ),
        ("a 1\r\nb {\r\n  c 2\r\n}\r\n", "a 1\nb { c 2 }\n"),
        ("tell \"\\u{e9}\\u{22}\"\n", "tell \"é\\\"\"\n"),
    ];
    for (text, expected) in cases {
        assert_eq!(print(&read(text)), expected, "{text}");
    }
}

/// `countries` takes columns 3 to 11, the first code 13 and 14, each comma and code four more.
#[test]
fn a_list_is_broken_where_the_next_item_passes_column_100() {
    let codes = |count: usize| vec!["AA"; count].join(", ");
    let block = |lines: &str| format!("region a {{\n  countries {lines}\n  weekend   b\n}}\n");
    let (fits, breaks) = (codes(22), codes(23));
    assert_eq!(print(&read(&block(&fits))), block(&fits));
    let broken = format!("{fits},\n            AA");
    assert_eq!(print(&read(&block(&breaks))), block(&broken));
}

/// 40 columns of head and braces, then a word that makes the line 100 or 101 columns wide.
#[test]
fn a_block_stands_on_one_line_up_to_column_100() {
    let word = |columns: usize| "a".repeat(columns);
    let one = |columns: usize| format!("tier a {{ rank {} }}\n", word(columns));
    let columns = 100 - "tier a { rank  }".len();
    assert_eq!(print(&read(&one(columns))), one(columns));
    let wide = format!("tier a {{\n  rank {}\n}}\n", word(columns + 1));
    assert_eq!(print(&read(&one(columns + 1))), wide);
}

#[test]
fn the_sample_keeps_its_feel() {
    let tree = read(SAMPLE);
    let printed = print(&tree);
    assert_eq!(without_places(read(&printed)), without_places(tree));
    let kept: Vec<&str> = SAMPLE
        .lines()
        .filter(|line| printed.lines().any(|new| new == *line))
        .collect();
    let rate = "  rate    marginal across tier as of sale date continue";
    assert!(kept.contains(&rate));
    assert!(kept.contains(&"    | 250,000 USD |   1.0% | 2.0% |     3.0% |"));
    let all = SAMPLE.lines().count();
    assert!(
        kept.len() * 10 > all * 7,
        "{} of {all} lines kept",
        kept.len()
    );
}

fn without_places(tree: Tree) -> Tree {
    Tree {
        file: tree.file,
        items: items(tree.items),
        tail: comments(tree.tail),
        unread: tree.unread,
        unclosed: tree.unclosed,
    }
}

fn items(list: Vec<Item>) -> Vec<Item> {
    let item = |item| match item {
        Item::Block(block) => Item::Block(Block {
            blank_before: block.blank_before,
            comments: comments(block.comments),
            head: tokens(block.head),
            asides: asides(block.asides),
            opening: block.opening.map(comment),
            items: items(block.items),
            tail: comments(block.tail),
            trailing: block.trailing.map(comment),
            span: NOWHERE,
        }),
        Item::Clause(clause) => Item::Clause(Clause {
            blank_before: clause.blank_before,
            comments: comments(clause.comments),
            tokens: tokens(clause.tokens),
            asides: asides(clause.asides),
            table: clause.table.map(|table| Table {
                head: row(table.head),
                rows: table.rows.into_iter().map(row).collect(),
                span: NOWHERE,
            }),
            trailing: clause.trailing.map(comment),
            span: NOWHERE,
        }),
        Item::Broken(_) => Item::Broken(NOWHERE),
    };
    list.into_iter().map(item).collect()
}

fn row(row: Row) -> Row {
    let cell = |cell: Cell| Cell {
        tokens: tokens(cell.tokens),
        span: NOWHERE,
    };
    Row {
        comments: comments(row.comments),
        cells: row.cells.into_iter().map(cell).collect(),
        trailing: row.trailing.map(comment),
        span: NOWHERE,
    }
}

fn tokens(list: Vec<Token>) -> Vec<Token> {
    list.into_iter().map(|found| token(found.kind)).collect()
}

fn token(kind: TokenKind) -> Token {
    Token {
        kind,
        span: NOWHERE,
    }
}

fn asides(list: Vec<Aside>) -> Vec<Aside> {
    let aside = |aside: Aside| Aside {
        after: aside.after,
        comment: comment(aside.comment),
    };
    list.into_iter().map(aside).collect()
}

fn comments(list: Vec<Comment>) -> Vec<Comment> {
    list.into_iter().map(comment).collect()
}

fn comment(comment: Comment) -> Comment {
    Comment {
        span: NOWHERE,
        ..comment
    }
}

/// Words without look-alikes among them.
const WORDS: [&str; 14] = [
    "tier",
    "rate",
    "gold",
    "sale.net_amount",
    "Q3",
    "USD",
    "America/Chicago",
    "partner-weeks",
    "x",
    "café",
    "золото",
    "金",
    "as",
    "a_b_c2",
];

fn a_word() -> impl Strategy<Value = TokenKind> {
    prop::sample::select(&WORDS[..]).prop_map(|word| TokenKind::Word(Name::new(word)))
}

fn a_text() -> impl Strategy<Value = TokenKind> {
    let letters = vec![
        'a', ' ', '"', '\\', '\n', '\t', '#', '|', '{', '}', ';', ',', 'é', 'ש',
    ];
    vec(prop::sample::select(letters), 0..12)
        .prop_map(|letters| TokenKind::Text(letters.into_iter().collect()))
}

fn a_figure() -> impl Strategy<Value = TokenKind> {
    let digits = prop_oneof![
        -9_999i128..9_999,
        1_890i128..2_210,
        any::<i64>().prop_map(i128::from)
    ];
    (digits, 0u8..5, any::<bool>()).prop_map(|(digits, scale, percent)| match percent {
        true => TokenKind::Percent { digits, scale },
        false => TokenKind::Number { digits, scale },
    })
}

fn a_date() -> impl Strategy<Value = TokenKind> {
    (1i32..=9_999, 1u8..=12, 1u8..=28)
        .prop_filter_map("a day", |(year, month, day)| Date::new(year, month, day))
        .prop_map(TokenKind::Date)
}

/// A value, or values in parentheses.
fn a_value() -> impl Strategy<Value = Vec<Token>> {
    let simple = prop_oneof![
        6 => a_word(),
        2 => a_text(),
        2 => a_figure(),
        1 => a_date(),
        1 => prop::sample::select(&Op::ALL[..]).prop_map(TokenKind::Op),
    ];
    let simple = simple.prop_map(|kind| vec![token(kind)]);
    simple.prop_recursive(2, 6, 3, |inner| {
        vec(inner, 0..3).prop_map(|values| {
            let mut list = vec![token(TokenKind::Open)];
            list.extend(values.into_iter().flatten());
            list.push(token(TokenKind::Close));
            list
        })
    })
}

/// Items of a list, with the place of each comma.
fn a_phrase() -> impl Strategy<Value = (Vec<Token>, Vec<usize>)> {
    let item = vec(a_value(), 1..4).prop_map(|values| values.concat());
    let few = vec(item, 1..4);
    let many = vec(a_word().prop_map(|word| vec![token(word)]), 5..30);
    prop_oneof![5 => few, 1 => many].prop_map(|list| {
        let (mut tokens, mut commas) = (Vec::new(), Vec::new());
        for (index, item) in list.into_iter().enumerate() {
            if index > 0 {
                commas.push(tokens.len());
                tokens.push(token(TokenKind::Comma));
            }
            tokens.extend(item);
        }
        (tokens, commas)
    })
}

fn a_comment() -> impl Strategy<Value = Comment> {
    const TEXTS: [&str; 5] = ["", " why", "# heading", "  { | ; \" }", " é"];
    (prop::sample::select(&TEXTS[..]), any::<bool>()).prop_map(|(text, blank_before)| Comment {
        text: text.to_owned(),
        blank_before,
        span: NOWHERE,
    })
}

fn beside() -> impl Strategy<Value = Option<Comment>> {
    let comment = a_comment().prop_map(|comment| Comment {
        blank_before: false,
        ..comment
    });
    option::weighted(0.15, comment)
}

fn some_asides() -> impl Strategy<Value = Vec<(prop::sample::Index, Option<Comment>)>> {
    vec((any::<prop::sample::Index>(), beside()), 0..3)
}

fn settle_asides(
    wanted: Vec<(prop::sample::Index, Option<Comment>)>,
    commas: &[usize],
) -> Vec<Aside> {
    let mut asides: Vec<Aside> = wanted
        .into_iter()
        .filter(|_| !commas.is_empty())
        .filter_map(|(index, comment)| {
            let after = *index.get(commas);
            comment.map(|comment| Aside { after, comment })
        })
        .collect();
    asides.sort_by_key(|aside| aside.after);
    asides
}

fn a_table() -> impl Strategy<Value = Table> {
    let cell = prop_oneof![
        3 => a_phrase().prop_map(|(tokens, _)| tokens),
        1 => a_figure().prop_map(|figure| vec![token(figure)]),
        1 => Just(Vec::new()),
    ];
    let cell = cell.prop_map(|tokens| Cell {
        tokens,
        span: NOWHERE,
    });
    (1usize..4).prop_flat_map(move |columns| {
        let above = vec(a_comment(), 0..2);
        let row = (above, vec(cell.clone(), columns), beside());
        let row = row.prop_map(|(comments, cells, trailing)| Row {
            comments: comments
                .into_iter()
                .map(|comment| Comment {
                    blank_before: false,
                    ..comment
                })
                .collect(),
            cells,
            trailing,
            span: NOWHERE,
        });
        let row = row.boxed();
        (row.clone(), vec(row, 1..4)).prop_map(|(head, rows)| Table {
            head,
            rows,
            span: NOWHERE,
        })
    })
}

fn a_clause() -> impl Strategy<Value = Item> {
    let table = option::weighted(0.15, a_table());
    let above = prop_oneof![4 => Just(Vec::new()), 1 => vec(a_comment(), 1..3)];
    let blank = prop::bool::weighted(0.15);
    (blank, above, a_phrase(), some_asides(), table, beside()).prop_map(
        |(blank_before, comments, (tokens, commas), asides, table, trailing)| {
            Item::Clause(Clause {
                blank_before,
                comments,
                asides: settle_asides(asides, &commas),
                tokens,
                table,
                trailing,
                span: NOWHERE,
            })
        },
    )
}

/// Clauses, and blocks nested up to three deep.
fn an_item() -> impl Strategy<Value = Item> {
    a_clause().prop_recursive(3, 40, 6, |inner| {
        let above = prop_oneof![4 => Just(Vec::new()), 1 => vec(a_comment(), 1..3)];
        let head = (any::<bool>(), above, a_phrase(), some_asides(), beside());
        let tail = prop_oneof![4 => Just(Vec::new()), 1 => vec(a_comment(), 1..3)];
        let plain = a_phrase().prop_map(|(tokens, _)| {
            Item::Clause(Clause {
                blank_before: false,
                comments: Vec::new(),
                tokens,
                asides: Vec::new(),
                table: None,
                trailing: None,
                span: NOWHERE,
            })
        });
        let items = prop_oneof![2 => vec(inner, 0..6), 1 => vec(plain, 0..6)];
        (head, items, tail, beside()).prop_map(
            |((blank_before, comments, (head, commas), asides, opening), items, tail, trailing)| {
                let (items, tail) = settle_top(items, tail);
                Item::Block(Block {
                    blank_before,
                    comments,
                    asides: settle_asides(asides, &commas),
                    head,
                    opening,
                    items,
                    tail,
                    trailing,
                    span: NOWHERE,
                })
            },
        )
    })
}

/// No empty line stands above the first thing in a file or block.
fn settle_top(mut items: Vec<Item>, mut tail: Vec<Comment>) -> (Vec<Item>, Vec<Comment>) {
    let first = match items.first_mut() {
        Some(Item::Block(block)) => (&mut block.comments, Some(&mut block.blank_before)),
        Some(Item::Clause(clause)) => (&mut clause.comments, Some(&mut clause.blank_before)),
        Some(Item::Broken(_)) | None => (&mut tail, None),
    };
    match first {
        (comments, _) if !comments.is_empty() => comments[0].blank_before = false,
        (_, Some(blank_before)) => *blank_before = false,
        (_, None) => {}
    }
    (items, tail)
}

fn a_tree() -> impl Strategy<Value = Tree> {
    (vec(an_item(), 0..6), vec(a_comment(), 0..3)).prop_map(|(items, tail)| {
        let (items, tail) = settle_top(items, tail);
        Tree {
            file: FileId(0),
            items,
            tail,
            unread: std::collections::BTreeSet::new(),
            unclosed: Vec::new(),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_printed_reads_back_as_the_same_tree(tree in a_tree()) {
        let printed = print(&tree);
        let (back, problems) = parse::parse_file(FileId(0), &printed);
        prop_assert_eq!(problems, [], "{}", printed);
        prop_assert_eq!(without_places(back), tree, "{}", printed);
    }

    #[test]
    fn printing_again_changes_nothing(tree in a_tree()) {
        let printed = print(&tree);
        let (back, _) = parse::parse_file(FileId(0), &printed);
        prop_assert_eq!(print(&back), printed);
    }

    #[test]
    fn a_line_fits_unless_nothing_can_be_broken(tree in a_tree()) {
        let printed = print(&tree);
        let wide = printed.lines().filter(|line| line.chars().count() > 100);
        for line in wide.filter(|line| !line.contains(['"', '#', '|'])) {
            prop_assert!(!line.contains(", "), "{}", line);
        }
    }

    /// One item is spoilt: exactly that one is reported and lost.
    #[test]
    fn a_broken_item_hides_no_other(tree in a_tree(), at in any::<prop::sample::Index>(), how in 0usize..4) {
        let mut expected = tree.clone();
        let mut spoilt = tree;
        let count = count_clauses(&spoilt.items);
        prop_assume!(count > 0);
        let which = at.index(count);
        replace_clause(&mut spoilt.items, &mut which.clone(), &Item::Clause(marker()));
        replace_clause(&mut expected.items, &mut which.clone(), &Item::Broken(NOWHERE));
        let bad = ["spoilt | x", "spoilt 8x", "spoilt , , x", "spoilt (x"][how];
        let text = print(&spoilt).replace("spoilt", bad);
        let (back, problems) = parse::parse_file(FileId(0), &text);
        prop_assert_eq!(problems.len(), 1, "{}", text);
        prop_assert_eq!(shape(&without_places(back)), shape(&expected), "{}", text);
    }
}

fn marker() -> Clause {
    Clause {
        blank_before: false,
        comments: Vec::new(),
        tokens: vec![token(TokenKind::Word(Name::new("spoilt")))],
        asides: Vec::new(),
        table: None,
        trailing: None,
        span: NOWHERE,
    }
}

fn count_clauses(items: &[Item]) -> usize {
    let count = |item: &Item| match item {
        Item::Block(block) => count_clauses(&block.items),
        Item::Clause(_) => 1,
        Item::Broken(_) => 0,
    };
    items.iter().map(count).sum()
}

/// Puts an item in the place of the clause of that number.
fn replace_clause(items: &mut [Item], which: &mut usize, by: &Item) {
    for item in items {
        match item {
            Item::Block(block) => replace_clause(&mut block.items, which, by),
            Item::Clause(_) if *which == 0 => {
                *item = by.clone();
                *which = usize::MAX;
            }
            Item::Clause(_) => *which -= 1,
            Item::Broken(_) => {}
        }
    }
}

/// A tree without its comments and empty lines, which may move when an item is lost.
fn shape(tree: &Tree) -> String {
    fn write(items: &[Item], into: &mut String) {
        for item in items {
            match item {
                Item::Block(block) => {
                    into.push_str(&format!("{:?} {{", block.head));
                    write(&block.items, into);
                    into.push_str("}\n");
                }
                Item::Clause(clause) => {
                    let rows = clause.table.iter().flat_map(|table| {
                        std::iter::once(&table.head)
                            .chain(&table.rows)
                            .map(|row| &row.cells)
                    });
                    let rows: Vec<_> = rows.collect();
                    into.push_str(&format!("{:?} {rows:?}\n", clause.tokens));
                }
                Item::Broken(_) => into.push_str("broken\n"),
            }
        }
    }
    let mut text = String::new();
    write(&tree.items, &mut text);
    text
}
