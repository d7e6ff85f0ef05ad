//! Languages with their places kept, shared by formats. A parser here never panics and always returns
//! what it understood beside what it did not. Knows no labels' meaning.

pub mod branch;
pub mod conflict;
pub mod csv;
pub mod directive;
mod escapes;
pub mod expression;
pub mod fluent;
pub mod icu;
pub mod json;
pub mod markup;
pub mod php;
pub mod po;
pub mod properties;
pub mod python;
pub mod script;
pub mod strings;
pub mod template;
pub mod vue;
pub mod written;
pub mod xml;
pub mod yaml;
