//! The tests of what canonym does as a whole: one binary, one module a subject.

mod accepting;
mod cases;
mod cli;
mod docs;
mod drafts;
mod fixing;
mod formats;
mod frameworks;
mod golden;
mod hosts;
mod improving;
mod laws;
mod layers;
mod likeness;
mod product;
mod program;
mod projects;
mod schema;
mod shelves;
mod sources;
mod styles;
mod tidy;
