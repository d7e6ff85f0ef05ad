//! canonym: one state, one name.
//!
//! A run reads, in this order: [`lint`] tells the story; [`config`] and [`glossary`] say what states a
//! product has; [`walk`] lists its files and [`survey`] reads and binds them with [`formats`]; [`index`]
//! holds what is bound and judges it; [`checks`] make findings; [`report`] and [`reports`] show them.
//! [`tree`] alone reads the disk, [`mod@write`] alone writes it, and only the program prints.

pub mod compare;
pub mod labels;
pub mod lint;
pub mod whereabouts;
pub mod why;

pub mod config;
pub mod scope;
pub mod tree;
pub mod walk;

pub mod survey;

pub mod index;

pub mod accept;
pub mod checks;
pub mod draft;

pub mod baseline;
pub mod finding;
pub mod fix;
pub mod known;
pub mod permission;
pub mod quote;
pub mod report;
pub mod reports;

pub mod glossary;

pub mod formats;
pub mod label;
pub mod syntax;
pub mod text;
pub mod write;
