//! canonym: one state, one name.

pub mod formats;
pub mod label;
pub mod syntax;
pub mod text;
