//! Programs and scenarios for forecasts.

use charter::base::span::FileId;
use charter::compile::compile;
use charter::intake::scenario::Scenario;
use charter::intake::scenario::behaviour::Behaviour;
use charter::intake::scenario::market::Market;
use charter::intake::scenario::read::read;
use charter::model::Program;
use charter::parse::parse_file;

/// Every program of the repository, by folder, found by listing it.
pub fn every_program() -> Vec<(String, Program)> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/programs");
    let mut folders: Vec<_> = std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
        .into_iter()
        .map(|folder| {
            let mut files: Vec<_> = std::fs::read_dir(&folder)
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .filter(|path| path.extension().is_some_and(|it| it == "charter"))
                .collect();
            files.sort();
            let texts: Vec<String> = files
                .iter()
                .map(|file| std::fs::read_to_string(file).unwrap())
                .collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let name = folder.file_name().unwrap().to_string_lossy().into_owned();
            (name, program(&texts))
        })
        .collect()
}

pub fn named(wanted: &str) -> Program {
    let mut all = every_program().into_iter();
    all.find(|(name, _)| name == wanted).unwrap().1
}

/// The flagship.
pub fn halden() -> Program {
    named("halden")
}

/// The small program.
pub fn starter() -> Program {
    named("starter")
}

pub fn program(texts: &[&str]) -> Program {
    let trees: Vec<_> = (0..)
        .zip(texts)
        .map(|(file, text)| {
            let (tree, problems) = parse_file(FileId(file), text);
            assert_eq!(problems, []);
            tree
        })
        .collect();
    let (program, problems) = compile(&trees);
    program.unwrap_or_else(|| panic!("{problems:#?}"))
}

pub fn scenario(text: &str, program: &Program) -> Scenario {
    let (scenario, problems) = read(FileId(100), text, program);
    assert_eq!(problems, []);
    scenario.unwrap()
}

/// A program of one payout, for closed forms.
pub fn plain(payout: &str) -> Program {
    let text = format!(
        "
program plain \"Plain\" {{
  edition   2027
  year      2027-01-01 to 2027-12-31
  money     USD
  round     half even per posting
  zone      America/New_York
  languages en
  prevails  en
}}
region US \"United States\" {{ countries US; weekend Saturday, Sunday }}
type reseller \"Reseller\" {{}}
line tools \"Tools\" {{ margin 45% internal }}
product widget \"Widget\" {{ line tools }}
measure bookings \"Bookings\" {{ sum of sale.net_amount where sale.status is accepted }}
{payout}
"
    );
    program(&[&text])
}

/// Equal partners that respond to nothing, in a market that does not move.
pub fn still(partners: u32, program: &Program) -> Scenario {
    let mut still = scenario("{opening: empty}", program);
    still.behaviour = Behaviour::null();
    still.market = Market::still();
    still.population.partners = partners;
    still.population.size_sigma = 1e-9;
    still
}

/// A rate on the whole quarter from a threshold on.
pub const WHOLE: &str = "
rebate whole_quarter \"Whole\" {
  on      bookings in quarter
  rate    whole
    | from       | all |
    | 75,000 USD |  2% |
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    never
  account contra revenue
  tax     reported by partner
}
";

/// Those whom a program names, and a bonus for them alone.
pub const CHOSEN: &str = "
segment chosen \"Chosen\" { partner is birch, acme }
bonus early \"Early\" {
  for     chosen
  on      each sale in year
  amount  1% of the sale
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    never
  account contra revenue
  tax     reported by partner
}
";
