//! What is compared of two histories: ratios of sums over their partner-weeks, in weeks that the program's calendar of rewards
//! marks, so that nobody needs to know what a vendor's own column of rewards holds.

use crate::intake::panel::{Panel, Week};
use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::behaviour::churn::INACTIVE_WEEKS;
use crate::simulate::behaviour::closing::pressure;

/// One partner-week and what went before it.
pub(super) struct Seen<'a> {
    week: &'a Week,
    /// What the calendar says of the week.
    marks: Marks,
    /// Whether it is of the later half.
    later: f64,
    /// Opportunities of the week before.
    before: f64,
    /// The load of the four weeks before, and of the four before those.
    loads: [f64; 2],
    /// Whether it has won nothing for half a year, or not yet.
    idle: f64,
    /// Whether somebody has passed before.
    passed: f64,
    /// Whether marketing was claimed in the eight weeks before.
    funded: f64,
}

/// What partners have before them in a week, on average and relative to the greatest week.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Marks {
    /// Rewards of further sales.
    pub(super) reward: f64,
    /// How far rewards have fallen from the greatest of the four weeks before.
    pub(super) fall: f64,
    /// Offers that end.
    pub(super) urgency: f64,
    /// Offers that are announced.
    pub(super) waiting: f64,
}

/// A ratio of two sums; where some weeks weigh more, that ratio in these relative to the one in all, so that neither the size of partners nor
/// a level tells of it.
pub(super) struct Moment {
    pub(super) name: &'static str,
    needs: &'static [&'static str],
    of: fn(&Seen) -> (f64, f64),
    weight: Option<fn(&Seen) -> f64>,
}

/// What a moment is made of: above and below in the weeks that weigh, and above and below in all weeks.
pub(super) type Sums = [f64; 4];

impl Moment {
    /// Whether a history has its columns.
    pub(super) fn is_of(&self, panel: &Panel) -> bool {
        let has = |column: &&str| panel.columns.contains(column);
        self.needs.iter().all(has)
    }
}

const CLOSING: &[&str] = &["open", "created", "won", "lost"];
const LEARNING: &[&str] = &["enrolled", "courses", "dropped", "exams", "passed"];

fn closings(seen: &Seen) -> (f64, f64) {
    let open = seen.week.open + seen.week.created;
    ((seen.week.won + seen.week.lost).min(open), open)
}

fn created(seen: &Seen) -> (f64, f64) {
    (seen.week.created, seen.week.active)
}

fn opened(seen: &Seen) -> (f64, f64) {
    (seen.week.opened, seen.week.touches)
}

fn won(seen: &Seen) -> (f64, f64) {
    (seen.week.won, seen.week.won + seen.week.lost)
}

fn taken(seen: &Seen) -> (f64, f64) {
    (seen.week.taken, seen.week.offered)
}

fn left(seen: &Seen) -> (f64, f64) {
    (1.0 - seen.week.active, 1.0)
}

macro_rules! moments {
    ($($name:literal, $needs:expr, $of:expr $(, by $weight:expr)?;)*) => {
        /// Every moment.
        pub(super) static ALL: &[Moment] = &[$(moments!(@one $name, $needs, $of $(, $weight)?),)*];
    };
    (@one $name:literal, $needs:expr, $of:expr) => {
        Moment { name: $name, needs: $needs, of: $of, weight: None }
    };
    (@one $name:literal, $needs:expr, $of:expr, $weight:expr) => {
        Moment { name: $name, needs: $needs, of: $of, weight: Some($weight) }
    };
}

moments! {
    "opportunities a week", &["created"], created;
    "opportunities where rewards are high", &["created"], created, by |seen| seen.marks.reward;
    "opportunities after rewards have fallen", &["created"], created, by |seen| seen.marks.fall;
    "opportunities of the later half", &["created"], created, by |seen| seen.later;
    "opportunities after those of a week before", &["created"],
        |seen| (seen.week.created * seen.before, seen.week.created);
    "opportunities after a pass", &["created", "passed"], created, by |seen| seen.passed;
    "opportunities after marketing", &["created", "fund_claimed"], created, by |seen| seen.funded;
    "closed of open deals", CLOSING, closings;
    "closed at the end of a quarter", &["open", "created", "won", "lost", "quarter_week"],
        closings, by |seen| f64::from(u8::from(seen.week.quarter_week >= 11.0));
    "closed before offers end", CLOSING, closings, by |seen| seen.marks.urgency;
    "closed before offers begin", CLOSING, closings, by |seen| seen.marks.waiting;
    "won of closed deals", &["won", "lost"], won;
    "won after a pass", &["won", "lost", "passed"], won, by |seen| seen.passed;
    "registered of opportunities", &["created", "registered"], |seen| (seen.week.registered, seen.week.created);
    "offers come to know of", &["offered"], |seen| (seen.week.offered, seen.week.active);
    "taken up of these", &["offered", "taken"], taken;
    "taken up where rewards are high", &["offered", "taken"], taken, by |seen| seen.marks.reward;
    "opened of messages", &["touches", "opened"], opened;
    "opened after the load of a month", &["touches", "opened", "load"], opened, by |seen| seen.loads[0];
    "opened after the load of the month before", &["touches", "opened", "load"], opened, by |seen| seen.loads[1];
    "enrolled", &["enrolled"], |seen| (seen.week.enrolled, seen.week.active);
    "courses learnt", LEARNING,
        |seen| (seen.week.courses + seen.week.exams - seen.week.passed, seen.week.enrolled - seen.week.dropped);
    "enrolments given up", LEARNING, |seen| (seen.week.dropped, seen.week.enrolled);
    "exams passed", LEARNING, |seen| (seen.week.passed, seen.week.exams);
    "credit of funds", &["fund_open"], |seen| (seen.week.fund_open, seen.week.active);
    "credit asked for", &["fund_open", "fund_asked"], |seen| (seen.week.fund_asked, seen.week.fund_open);
    "left", &["active"], left;
    "left without a win for half a year", &["active", "won"], left, by |seen| seen.idle;
}

/// By week, what partners have before them in a history that the engine wrote.
pub(super) fn calendar(panels: &[Panel], weeks: usize) -> Vec<Marks> {
    let usual = Behaviour::default();
    let near = |reward: f64, ahead: f64| reward.min(1.0) * pressure(&usual, ahead);
    let mut sums = vec![(0.0, Marks::default()); weeks];
    for rows in panels.iter().flat_map(|panel| panel.partners.values()) {
        for (row, (active, marks)) in rows.iter().zip(&mut sums) {
            *active += row.active;
            marks.reward += row.reward;
            if row.ends_in > 0.0 {
                marks.urgency += near(row.reward, row.ends_in - 1.0);
            }
            if row.starts_in > 0.0 {
                marks.waiting += near(row.coming_reward, row.starts_in);
            }
        }
    }
    let mean = |(active, marks): &(f64, Marks)| Marks {
        reward: marks.reward / active.max(1.0),
        urgency: marks.urgency / active.max(1.0),
        waiting: marks.waiting / active.max(1.0),
        fall: 0.0,
    };
    let mut means: Vec<Marks> = sums.iter().map(mean).collect();
    for week in 0..means.len() {
        let before = means.get(week.saturating_sub(4)..week).unwrap_or(&[]);
        let most = before.iter().map(|marks| marks.reward).fold(0.0, f64::max);
        means[week].fall = (most - means[week].reward).max(0.0);
    }
    let most = |of: fn(&Marks) -> f64| match means.iter().map(of).fold(0.0, f64::max) {
        0.0 => 1.0,
        most => most,
    };
    let (reward, fall) = (most(|it| it.reward), most(|it| it.fall));
    let (urgency, waiting) = (most(|it| it.urgency), most(|it| it.waiting));
    let relative = |marks: &Marks| Marks {
        reward: marks.reward / reward,
        fall: marks.fall / fall,
        urgency: marks.urgency / urgency,
        waiting: marks.waiting / waiting,
    };
    means.iter().map(relative).collect()
}

/// By partner and moment, both sums, over the first weeks of a history that begins in a week.
pub(super) fn sums(
    panel: &Panel,
    first: i64,
    calendar: &[Marks],
    moments: &[&Moment],
) -> Vec<Vec<Sums>> {
    let rows = panel.partners.values();
    rows.map(|weeks| of_partner(weeks, first, calendar, moments))
        .collect()
}

fn of_partner(weeks: &[Week], first: i64, calendar: &[Marks], moments: &[&Moment]) -> Vec<Sums> {
    let mut sums = vec![Sums::default(); moments.len()];
    let (mut last_win, mut has_passed, mut funded) = (0, 0.0, None);
    for (place, week) in weeks.iter().enumerate() {
        let at = usize::try_from(week.week - first).unwrap_or(usize::MAX);
        let Some(marks) = calendar.get(at) else {
            break;
        };
        let load = |from: usize, to: usize| {
            let rows = weeks.get(place.saturating_sub(from)..place.saturating_sub(to));
            rows.unwrap_or(&[]).iter().map(|row| row.load).sum()
        };
        let since = place - last_win;
        let seen = Seen {
            week,
            marks: *marks,
            later: f64::from(u8::from(2 * at >= calendar.len())),
            before: place
                .checked_sub(1)
                .map_or(0.0, |before| weeks[before].created),
            loads: [load(4, 0), load(8, 4)],
            idle: f64::from(u8::from(since > usize::from(INACTIVE_WEEKS.unsigned_abs()))),
            passed: has_passed,
            funded: f64::from(u8::from(funded.is_some_and(|since| place - since <= 8))),
        };
        for (sum, moment) in sums.iter_mut().zip(moments) {
            let (above, below) = (moment.of)(&seen);
            let weight = moment.weight.map_or(1.0, |weight| weight(&seen));
            let parts = match moment.weight {
                Some(_) => [above * weight, below * weight, above, below],
                None => [above, below, 0.0, 0.0],
            };
            sum.iter_mut()
                .zip(parts)
                .for_each(|(sum, part)| *sum += part);
        }
        if week.won > 0.0 {
            last_win = place;
        }
        if week.passed > 0.0 {
            has_passed = 1.0;
        }
        if week.fund_claimed > 0.0 {
            funded = Some(place);
        }
    }
    sums
}

/// The moments of partners that count so many times each; 0 where nothing is below.
pub(super) fn ratios(sums: &[Vec<Sums>], times: impl Fn(usize) -> f64) -> Vec<f64> {
    let mut all = vec![Sums::default(); sums.first().map_or(0, Vec::len)];
    for (place, own) in sums.iter().enumerate() {
        let count = times(place);
        for (sum, parts) in all.iter_mut().zip(own) {
            let parts = sum.iter_mut().zip(parts);
            parts.for_each(|(sum, part)| *sum += count * part);
        }
    }
    let over = |above: f64, below: f64| if below > 0.0 { above / below } else { 0.0 };
    let ratio = |[above, below, all, of_all]: Sums| match of_all > 0.0 {
        true => over(over(above, below), over(all, of_all)),
        false => over(above, below),
    };
    all.into_iter().map(ratio).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_weeks_are_relative_to_all() {
        // 3 of 4 in the weeks that weigh, 5 of 10 in all: half as much again. The plain ratio of the other is 2 of 8.
        let sums = vec![
            vec![[1.0, 2.0, 2.0, 4.0], [2.0, 4.0, 0.0, 0.0]],
            vec![[2.0, 2.0, 3.0, 6.0], [0.0, 4.0, 0.0, 0.0]],
        ];
        assert_eq!(ratios(&sums, |_| 1.0), [1.5, 0.25]);
        // The first partner twice: 4 of 6 against 7 of 14, and 4 of 12.
        let twice = ratios(&sums, |place| if place == 0 { 2.0 } else { 1.0 });
        assert!((twice[0] - 4.0 / 3.0).abs() < 1e-12 && (twice[1] - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(ratios(&[vec![Sums::default()]], |_| 1.0), [0.0]);
    }

    #[test]
    fn a_week_is_marked_by_what_is_before_partners() {
        let rewards = [0.1, 0.2, 0.0, 0.0];
        let week = |(week, reward): (i64, &f64)| Week {
            week,
            active: 1.0,
            reward: *reward,
            ..Week::default()
        };
        let weeks: Vec<Week> = (0..).zip(&rewards).map(week).collect();
        let panel = Panel {
            partners: [("a".into(), weeks)].into(),
            columns: vec!["partner", "week"],
        };
        let marks = calendar(&[panel], 4);
        let rewards: Vec<f64> = marks.iter().map(|it| it.reward).collect();
        let falls: Vec<f64> = marks.iter().map(|it| it.fall).collect();
        assert_eq!(rewards, [0.5, 1.0, 0.0, 0.0]);
        assert_eq!(falls, [0.0, 0.0, 1.0, 1.0]);
    }

    /// The sums of one moment for one partner, in a calendar without any rewards.
    fn of(name: &str, weeks: &[Week], calendar: usize) -> Sums {
        let moment = ALL.iter().find(|it| it.name == name).unwrap();
        of_partner(weeks, 0, &vec![Marks::default(); calendar], &[moment])[0]
    }

    #[test]
    fn weeks_weigh_by_what_went_before_them() {
        // In week k of twelve k opportunities and k of 20 messages opened. Marketing is claimed in week 1, a load of 1 comes in week 2.
        let week = |k: i64| Week {
            week: k,
            active: 1.0,
            created: k as f64,
            touches: 20.0,
            opened: k as f64,
            load: if k == 2 { 1.0 } else { 0.0 },
            fund_claimed: if k == 1 { 1.0 } else { 0.0 },
            ..Week::default()
        };
        let weeks: Vec<Week> = (0..12).map(week).collect();
        // 2 + ... + 9 in the eight weeks after the claim, of 66 in all.
        assert_eq!(
            of("opportunities after marketing", &weeks, 12),
            [44.0, 8.0, 66.0, 12.0]
        );
        // 6 + ... + 11.
        assert_eq!(
            of("opportunities of the later half", &weeks, 12),
            [51.0, 6.0, 66.0, 12.0]
        );
        // The sum of k (k - 1) is 440.
        let name = "opportunities after those of a week before";
        assert_eq!(of(name, &weeks, 12), [440.0, 66.0, 0.0, 0.0]);
        // 3 + ... + 6 with the load in the month before, 7 + ... + 10 in the one before that.
        let name = "opened after the load of a month";
        assert_eq!(of(name, &weeks, 12), [18.0, 80.0, 66.0, 240.0]);
        let name = "opened after the load of the month before";
        assert_eq!(of(name, &weeks, 12), [34.0, 80.0, 66.0, 240.0]);
        // What lies behind the calendar is not compared.
        assert_eq!(of("opportunities a week", &weeks, 3), [3.0, 3.0, 0.0, 0.0]);
    }

    #[test]
    fn half_a_year_without_a_win_begins_after_26_weeks() {
        // Of 29 weeks the last two are more than 26 after the first; it has left in the last.
        let week = |k: i64| Week {
            week: k,
            active: if k == 28 { 0.0 } else { 1.0 },
            ..Week::default()
        };
        let weeks: Vec<Week> = (0..29).map(week).collect();
        let name = "left without a win for half a year";
        assert_eq!(of(name, &weeks, 29), [1.0, 2.0, 1.0, 29.0]);
    }
}
