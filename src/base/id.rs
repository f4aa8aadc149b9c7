//! Typed places of declared things. An id is an index into one list of the compiled program and means
//! nothing outside it; whatever outlives a program is keyed by name.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u16);

        impl $name {
            /// The place in its list.
            pub fn index(self) -> usize {
                usize::from(self.0)
            }
        }
    )*};
}

ids! {
    /// A region.
    RegionId,
    /// A partner type.
    TypeId,
    /// A product line.
    LineId,
    /// A product.
    ProductId,
    /// A measure.
    MeasureId,
    /// A tier, in the order of rank: 0 is the lowest. "No tier" is not a tier.
    TierId,
    /// A specialization.
    SpecializationId,
    /// A benefit of a tier.
    BenefitId,
    /// A certification granted by a track.
    CertificationId,
    /// A budget.
    BudgetId,
    /// An incentive: whatever is declared and pays.
    IncentiveId,
    /// A training track.
    TrackId,
    /// A course of a track.
    CourseId,
    /// An entry of the calendar.
    EntryId,
    /// An audience.
    SegmentId,
    /// A role of people.
    RoleId,
    /// A committee.
    CommitteeId,
    /// A score.
    ScoreId,
    /// A target.
    TargetId,
}
