//! What a registration can be, and the word for it.

/// What a registration is on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Nobody has decided, or an earlier registration of the deal waits for its own decision.
    Open,
    /// The deal is protected.
    Approved,
    /// The same, for the time by which it was extended.
    Extended,
    /// It was refused, by somebody or by silence, or is too small.
    Refused,
    /// Another partner had the deal.
    Duplicate,
    /// A registration with a better right to the deal took it over.
    Overruled,
    /// Its right is in question, and protects nothing meanwhile.
    Disputed,
    /// The deal was won while it was protected, and stays the partner's.
    Won,
    /// The deal was lost.
    Lost,
    /// The partner gave it up.
    Withdrawn,
    /// Its time was over.
    Expired,
}

impl State {
    /// Every state, in the order of their words.
    pub const ALL: [State; 11] = [
        State::Open,
        State::Approved,
        State::Extended,
        State::Refused,
        State::Duplicate,
        State::Overruled,
        State::Disputed,
        State::Won,
        State::Lost,
        State::Withdrawn,
        State::Expired,
    ];

    /// Its word in examples and tables.
    pub fn word(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Approved => "approved",
            State::Extended => "extended",
            State::Refused => "refused",
            State::Duplicate => "duplicate",
            State::Overruled => "overruled",
            State::Disputed => "disputed",
            State::Won => "won",
            State::Lost => "lost",
            State::Withdrawn => "withdrawn",
            State::Expired => "expired",
        }
    }

    /// Whether sales of the deal count as registered.
    pub fn protects(self) -> bool {
        matches!(self, State::Approved | State::Extended | State::Won)
    }
}
