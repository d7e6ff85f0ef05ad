//! canonym: one state, one name.

pub mod formats;
pub mod glossary;
pub mod label;
pub mod syntax;
pub mod text;
