//! Folding: what two spellings of a name have in common.
