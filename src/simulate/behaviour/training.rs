//! Partners train: somebody enrols in a track, finishes its courses one after the other, passes or
//! sits the last one again, and the skill gained fades. Pure; which tracks exist is the program's.
//!
//! Weekly, an enrolled person first may give up, then may finish the next course with chance
//! `p sqrt(psi) capacity`. Not enrolled: `1 - exp(-e a psi (1 + reward / 1,500)^x)`, where a is
//! awareness of the track and a voluntary track counts less. Half of a skill is lost in 6.5 to 13
//! months without use (Tatel, Ackerman).

use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::chance::maths::{chance_of, power};

/// The reward, in US dollars, that doubles the base of enrolment.
pub const REFERENCE_REWARD: f64 = 1_500.0;
/// How willingly partners enrol in a track that is not required.
pub const VOLUNTARY: f64 = 0.6;
/// Weeks before a certificate ends in which it is renewed.
pub const RENEWAL_WEEKS: i16 = 8;

/// Where one partner stands in one track.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Whether somebody is enrolled, and who.
    pub person: Option<u16>,
    /// Courses that person has finished.
    pub finished: u16,
}

/// What a week brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing.
    Stayed,
    /// Gave up.
    Dropped,
    /// Finished a course that was not the last.
    Course,
    /// Finished the last course and passed.
    Passed,
    /// Finished the last course and has to sit it again.
    Failed,
}

/// The random numbers of a week of one enrolment.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// Gives up when below the drop rate.
    pub drop: f64,
    /// Finishes a course when below the chance.
    pub module: f64,
    /// Passes when below the pass rate.
    pub exam: f64,
}

/// The chance to finish the next course in a week.
#[inline]
pub fn module_chance(behaviour: &Behaviour, response: f64, capacity: f64) -> f64 {
    behaviour.module_rate * response.sqrt() * capacity
}

/// How much a reward in US dollars draws people into a track, against none.
#[inline]
pub fn enrolment_pull(behaviour: &Behaviour, reward: f64) -> f64 {
    power(1.0 + reward / REFERENCE_REWARD, behaviour.enrolment_reward)
}

/// The hazard to enrol in a week.
#[inline]
pub fn enrolment_hazard(
    behaviour: &Behaviour,
    required: bool,
    awareness: f64,
    response: f64,
    pull: f64,
) -> f64 {
    let will = if required { 1.0 } else { VOLUNTARY };
    behaviour.enrolment_hazard * will * awareness * response * pull
}

/// Whether what has a hazard happens, by a random number: whether that is below `1 - exp(-hazard)`.
#[inline]
pub fn happens(hazard: f64, word: f64) -> bool {
    // The chance is never above the hazard, and mostly that is enough to know.
    word < hazard * (1.0 + 1e-12) && word < chance_of(hazard)
}

impl Progress {
    /// One week of an enrolment in a track of so many courses.
    pub fn advance(&mut self, behaviour: &Behaviour, module: f64, courses: u16, u: Words) -> Step {
        if u.drop < behaviour.drop_rate {
            *self = Progress::default();
            return Step::Dropped;
        }
        if u.module >= module {
            return Step::Stayed;
        }
        if self.finished + 1 < courses {
            self.finished += 1;
            return Step::Course;
        }
        if u.exam < behaviour.exam_pass {
            *self = Progress::default();
            Step::Passed
        } else {
            Step::Failed
        }
    }
}

/// The end of a week: a share `keep` of each skill stays.
pub fn fade(skill: &mut [f64], keep: f64) {
    for level in skill {
        *level *= keep;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::chance::maths::decay;
    use crate::simulate::chance::purpose::Purpose;
    use crate::simulate::chance::random::{Address, Key};

    /// Runs n people through a track: how many pass, and the weeks of each who does.
    fn run(behaviour: &Behaviour, courses: u16, n: u64) -> Vec<f64> {
        let key = Key {
            seed: 3,
            replication: 0,
        };
        let mut weeks = Vec::new();
        for person in 0..n {
            let mut progress = Progress {
                person: Some(0),
                finished: 0,
            };
            for week in 0..200 {
                let u = |p: Purpose| key.uniform(Address::of(p).in_week(week).by(person));
                let words = Words {
                    drop: u(Purpose::Drop),
                    module: u(Purpose::Module),
                    exam: u(Purpose::Exam),
                };
                let module = module_chance(behaviour, 1.0, 1.0);
                match progress.advance(behaviour, module, courses, words) {
                    Step::Passed => {
                        weeks.push(f64::from(week) + 1.0);
                        break;
                    }
                    Step::Dropped => break,
                    Step::Stayed | Step::Course | Step::Failed => {}
                }
            }
        }
        weeks
    }

    #[test]
    fn courses_are_a_race_between_finishing_and_giving_up() {
        // K13: P(finish) = [(1-d) p / (1 - (1-d)(1-p))]^n = .766 for d = .03, p = .45, n = 4.
        let behaviour = Behaviour {
            exam_pass: 1.0,
            ..Behaviour::default()
        };
        let (d, p, n) = (0.03, 0.45, 6_000);
        let expected = libm::pow((1.0 - d) * p / (1.0 - (1.0 - d) * (1.0 - p)), 4.0);
        let share = run(&behaviour, 4, n).len() as f64 / n as f64;
        let error = (expected * (1.0 - expected) / n as f64).sqrt();
        assert!(
            ((share - expected) / error).abs() < 3.5,
            "{share} {expected}"
        );
        assert!((expected - 0.766).abs() < 0.01);
    }

    #[test]
    fn a_track_takes_as_long_as_its_courses() {
        // K14: without dropping, a sum of n geometric times: mean n/p, variance n (1-p)/p^2.
        let behaviour = Behaviour {
            drop_rate: 0.0,
            exam_pass: 1.0,
            ..Behaviour::default()
        };
        let weeks = run(&behaviour, 3, 5_000);
        let count = weeks.len() as f64;
        assert_eq!(count, 5_000.0);
        let (mean, variance) = (3.0 / 0.45, 3.0 * 0.55 / (0.45 * 0.45));
        let found = weeks.iter().sum::<f64>() / count;
        assert!(
            ((found - mean) / (variance / count).sqrt()).abs() < 3.5,
            "{found} {mean}"
        );
        let spread = weeks.iter().map(|w| (w - mean) * (w - mean)).sum::<f64>() / count;
        // The fourth moment of three geometric times gives the estimate a deviation of about
        // variance sqrt((kurtosis - 1) / n), kurtosis 3 + 2 + p^2 / (3 (1 - p)).
        let kurtosis = 3.0 + 2.0 + 0.45 * 0.45 / (3.0 * 0.55);
        let error = variance * ((kurtosis - 1.0) / count).sqrt();
        assert!(
            ((spread - variance) / error).abs() < 3.5,
            "{spread} {variance}"
        );
    }

    #[test]
    fn skill_halves_in_its_half_life() {
        // K15: s_t = s_0 2^(-t/H).
        let keep = decay(1.0, 44.0);
        let mut skill = [1.0, 0.3];
        for _ in 0..88 {
            fade(&mut skill, keep);
        }
        assert!((skill[0] - 0.25).abs() < 1e-14 && (skill[1] - 0.075).abs() < 1e-14);
    }

    #[test]
    fn enrolment_needs_awareness() {
        let behaviour = Behaviour::default();
        assert_eq!(enrolment_hazard(&behaviour, true, 0.0, 1.0, 1.0), 0.0);
        let plain = enrolment_hazard(&behaviour, true, 1.0, 1.0, 1.0);
        assert!((plain - 0.07).abs() < 1e-16);
        let pull = enrolment_pull(&behaviour, 4_500.0);
        let paid = enrolment_hazard(&behaviour, true, 1.0, 1.0, pull);
        assert!(
            (paid - 0.14).abs() < 1e-15,
            "four times the base, square root"
        );
        assert!(enrolment_hazard(&behaviour, false, 1.0, 1.0, 1.0) < plain);
    }

    #[test]
    fn what_has_a_hazard_happens_where_the_number_is_below_its_chance() {
        for hazard in [0.0, 1e-300, 1e-18, 1e-9, 0.003, 0.07, 0.7, 3.0, 60.0] {
            let chance = chance_of(hazard);
            let next = f64::from_bits(chance.to_bits() + 1);
            for word in [1e-320, 0.5 * chance, chance, next, hazard, 0.5] {
                assert_eq!(happens(hazard, word), word < chance, "{hazard} {word}");
            }
            if chance > 0.0 {
                assert!(happens(hazard, f64::from_bits(chance.to_bits() - 1)));
            }
        }
    }
}
