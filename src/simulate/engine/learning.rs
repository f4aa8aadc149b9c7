//! Step 7 of a week: enrolments go on, end or begin; what is finished becomes facts, skill and
//! goodwill. One person of a partner at a time in each track.

use crate::simulate::behaviour::fatigue::TRAINING;
use crate::simulate::behaviour::goodwill::{Event, change};
use crate::simulate::behaviour::training::{
    RENEWAL_WEEKS, Step, Words, enrolment_hazard, enrolment_pull, happens, module_chance,
};
use crate::simulate::chance::normal::cumulative;
use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::random::Address;
use crate::simulate::engine::drawn::{Drawn, Learnt, event, person};
use crate::simulate::engine::ledger::Ledger;
use crate::simulate::engine::plan::Track;
use crate::simulate::engine::{Engine, day_in_week, indicator};

impl<L: Ledger> Engine<'_, L> {
    /// All tracks of a week. Leaves the number of running enrolments of each partner in scratch.
    pub(super) fn learn(&mut self, week: i16) {
        self.scratch.enrolments.fill(0.0);
        for (place, track) in self.scene.plan.tracks.iter().enumerate() {
            let pull = enrolment_pull(self.scene.behaviour, track.reward);
            for i in 0..self.scene.partners.len() {
                if self.state.alive[i] == 0.0 {
                    continue;
                }
                if self.state.tracks[place].progress[i].person.is_some() {
                    self.study(week, place, track, i);
                } else if (track.open.0..=track.open.1).contains(&week) {
                    self.consider(week, (place, track), pull, i);
                }
                let running = self.state.tracks[place].progress[i].person.is_some();
                self.scratch.enrolments[i] += indicator(running);
            }
        }
    }

    /// One week of an enrolment.
    fn study(&mut self, week: i16, place: usize, track: &Track, i: usize) {
        let scene = self.scene;
        let at = |purpose| {
            let address = Address::of(purpose).in_week(week).about(track.hash);
            scene.key.uniform(address.by(scene.partners.hashes[i]))
        };
        let words = Words {
            drop: at(Purpose::Drop),
            module: at(Purpose::Module),
            exam: at(Purpose::Exam),
        };
        let response = self.scratch.responses[TRAINING][i];
        let chance = module_chance(scene.behaviour, response, self.scratch.capacity[i]);
        let before = self.state.tracks[place].progress[i];
        let courses = track.courses.len() as u16;
        let step =
            self.state.tracks[place].progress[i].advance(scene.behaviour, chance, courses, words);
        self.note(i, |row| {
            row.enrolled += 1.0;
            row.dropped += indicator(step == Step::Dropped);
            row.courses += indicator(matches!(step, Step::Course | Step::Passed));
            row.exams += indicator(matches!(step, Step::Passed | Step::Failed));
            row.passed += indicator(step == Step::Passed);
        });
        let Some(who) = before.person else { return };
        match step {
            Step::Stayed | Step::Failed => {}
            Step::Dropped => self.record.enrolments_ended += 1.0,
            Step::Course => self.finish_course(week, place, track, i, (who, before.finished)),
            Step::Passed => {
                self.finish_course(week, place, track, i, (who, before.finished));
                self.pass(week, place, track, i, who);
            }
        }
    }

    fn finish_course(
        &mut self,
        week: i16,
        place: usize,
        track: &Track,
        i: usize,
        (who, finished): (u16, u16),
    ) {
        self.record.courses += 1.0;
        self.scratch.running += self.scene.costs.per_course;
        self.record.own.running[i] += self.scene.costs.per_course;
        if let Some(course) = track.courses.get(usize::from(finished)) {
            let fact = self.learnt(week, place, i, who, *course);
            self.scratch.facts.push(Drawn::Completion(fact));
        }
    }

    fn pass(&mut self, week: i16, place: usize, track: &Track, i: usize, who: u16) {
        self.record.enrolments_ended += 1.0;
        self.record.completions += 1.0;
        let valid = &mut self.state.tracks[place].valid[i];
        let weeks = track.grants.map_or(i16::MAX, |(_, weeks)| weeks);
        if let Some(until) = valid.get_mut(usize::from(who)) {
            *until = week.saturating_add(weeks);
        }
        for (skill, taught) in self.state.skill.iter_mut().zip(&track.lines) {
            if *taught {
                skill[i] = 1.0;
            }
        }
        self.state.goodwill[i] += change(self.scene.behaviour, Event::Finished);
        if let Some((certification, _)) = track.grants {
            let fact = self.learnt(week, place, i, who, certification);
            self.scratch.facts.push(Drawn::Certification(fact));
        }
    }

    fn learnt(&self, week: i16, place: usize, i: usize, who: u16, what: u16) -> Learnt {
        let partner = i as u32;
        let address = Address::of(Purpose::Day)
            .in_week(week)
            .by(self.scene.partners.hashes[i]);
        let name = self.scene.plan.tracks[place].hash;
        let word = self.scene.key.uniform(address.about(name));
        Learnt {
            number: event(partner, week, place, who),
            partner,
            person: person(partner, who),
            day: day_in_week(week, 0, word),
            what,
        }
    }

    /// Whether somebody enrols.
    fn consider(&mut self, week: i16, (place, track): (usize, &Track), pull: f64, i: usize) {
        let scene = self.scene;
        let partners = scene.partners;
        let sort = partners.types[i];
        if !track
            .audience
            .holds(self.state.tier[i], sort, partners.regions[i])
        {
            return;
        }
        let state = &mut self.state.tracks[place];
        let renewal = week.saturating_add(RENEWAL_WEEKS);
        let next = state.valid[i].iter().position(|until| *until <= renewal);
        let Some(who) = next else { return };
        let response = self.scratch.responses[TRAINING][i];
        let known = state.awareness[i];
        let hazard = enrolment_hazard(scene.behaviour, track.required, known, response, pull);
        let address = Address::of(Purpose::Enrol).in_week(week).about(track.hash);
        if happens(hazard, scene.key.uniform(address.by(partners.hashes[i]))) {
            state.progress[i].person = Some(who as u16);
            state.progress[i].finished = 0;
        }
    }

    /// Certificates from before the program: a person of a capable and large partner holds one
    /// with chance `Phi(capability + size / 2 - k / 2)`, k counting the partner's people; when it
    /// was passed is even over its validity, a year at most. An assumption.
    pub(super) fn hold_first_certificates(&mut self) {
        let scene = self.scene;
        for (place, track) in scene.plan.tracks.iter().enumerate() {
            let Some((certification, weeks)) = track.grants else {
                continue;
            };
            let longest = weeks.min(52);
            for i in 0..scene.partners.len() {
                let sort = scene.partners.types[i];
                if !track.audience.types.is_empty() && !track.audience.types.contains(&sort) {
                    continue;
                }
                let level = scene.partners.capability[i] + 0.5 * scene.partners.size[i];
                let hash = scene.partners.hashes[i];
                for who in 0..scene.partners.people[i] {
                    let address = Address::of(Purpose::FirstCertificate).about(track.hash);
                    let address = address.by(hash).number(who);
                    let word = scene.key.uniform(address);
                    let chance = cumulative(level - 0.5 * f64::from(who));
                    if word >= chance {
                        continue;
                    }
                    // Given that it is held, the word over its chance is even again.
                    let ago = ((word / chance) * f64::from(longest)).ceil() as i16;
                    let passed = -ago.max(1);
                    self.state.tracks[place].valid[i][usize::from(who)] = passed + weeks;
                    let fact = Learnt {
                        number: event(i as u32, passed, place, who),
                        partner: i as u32,
                        person: person(i as u32, who),
                        day: i32::from(passed) * 7,
                        what: certification,
                    };
                    self.scratch.facts.push(Drawn::Certification(fact));
                }
            }
        }
    }
}
