//! The words of the language: one descriptor each, one file each. The list is [`KINDS`].

pub mod spec;
