//! What speaks and what does not, over one glossary.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::de::DeTable;

use super::*;
use crate::glossary::bind::Binder;
use crate::glossary::mistake::Mistakes;
use crate::glossary::reader::{Context, systems};
use crate::glossary::state::Origin;
use crate::glossary::table::Reader;
use crate::text::likeness::Changes;
use crate::text::place::Span;
use crate::text::source::Source;

const GLOSSARY: &str = r#"
[system.proposal]
in-code = ["Offer"]
[system.proposal.states]
submitted = { en = "Submitted", in-code = ["sent"] }
active = { en = "Active", in-code = ["interviewed", "RoomState.OPEN"], scopes = ["*.hasRoom"] }
viewed = "Viewed"
[system.entry.states]
added = "Added"
[system.invoice]
scopes = ["bill.phase*", ".bills-{state}"]
within = { files = ["bills/**"] }
[system.invoice.states]
paid = "Paid"
viewed = "Seen"
"#;

fn glossary() -> Glossary {
    let mut mistakes = Mistakes::default();
    let file = Arc::new(Source::from_text("canonym.toml", GLOSSARY));
    let (table, _) = DeTable::parse_recoverable(GLOSSARY);
    let mut reader = Reader { file, mistakes: &mut mistakes };
    let source_locale = Locale::parse("en").expect("a tag");
    let context = Context { source_locale, is_known: &|_| true, origin: Origin::Project };
    let of_file = table.get_ref().get("system").expect("systems");
    let systems = systems(&mut reader, &context, of_file);
    assert!(!mistakes.has_error(), "{mistakes:?}");
    Glossary::new(context.source_locale, BTreeMap::new(), Changes::default(), systems)
}

/// The state that a text is bound to in a scope, on a page.
fn bound_on(path: &str, scope: &Scope, text: &str) -> Option<String> {
    let glossary = glossary();
    let around = [Surrounding { page: None, scopes: vec![scope.clone()] }];
    let subject = Subject {
        annotation: None,
        key: None,
        text: Some(text),
        context: None,
        description: None,
        around: &around,
        path,
        locale: &glossary.source_locale,
    };
    match Binder::new(&glossary).bind(&subject) {
        Outcome::Bound { target: Target::Listed(state), .. } => Some(glossary.path(state)),
        _ => None,
    }
}

/// A scope in a list of names.
fn scope(around: Around, subject: &str, literals: &[&str]) -> Scope {
    let literals: Vec<Box<str>> = literals.iter().map(|&it| it.into()).collect();
    let siblings = literals.clone().into();
    let scope = Scope::new(around, subject, literals, Span::new(0, 1));
    Scope { footing: Footing::Name, siblings, ..scope }
}

fn bound(around: Around, subject: &str, literals: &[&str]) -> Option<String> {
    bound_on("index.html", &scope(around, subject, literals), "Whatever")
}

#[test]
fn literals_and_subjects() {
    use Around::{Attribute, Choice, Class, Condition, Member, Predicate};
    let active = Some("proposal.active".to_owned());
    for (around, subject, literals) in [
        (Condition, "proposal.status", &["active"][..]),
        (Condition, "proposal.status", &["interviewed"]),
        (Condition, "proposal.status", &["active", "interviewed"]),
        (Condition, "offer.state", &["ACTIVE"]),
        (Condition, "it", &["ProposalStatus.Active"]),
        (Condition, "proposal.room", &["RoomState.OPEN"]),
        (Member, "PROPOSAL_STATUS_LABELS", &["active"]),
        (Choice, "proposal[status]", &["active"]),
        (Predicate, "proposal", &["is_active"]),
        (Predicate, "this.proposal", &["isActive"]),
        (Predicate, "", &["isProposalActive"]),
        (Attribute, "proposal-status", &["active"]),
        (Class, "", &["badge", "proposal-active"]),
        (Condition, "proposal.hasRoom", &[]),
    ] {
        assert_eq!(bound(around, subject, literals), active, "{around:?} {subject} {literals:?}");
    }
    for (around, subject, literals) in [
        (Condition, "user.status", &["active"][..]),
        (Condition, "proposal.client.status", &["active"]),
        (Condition, "proposal.status", &["active", "submitted"]),
        (Condition, "proposal.status", &["active", "archived"]),
        (Condition, "proposal.status", &["OPEN"]),
        (Condition, "mail.role", &["proposal.state.active"]),
        (Condition, "status", &["active"]),
        (Predicate, "user", &["isActive"]),
        (Predicate, "", &["isActive"]),
        (Attribute, "role", &["active"]),
        (Class, "", &["active", "nav-active"]),
        (Condition, "", &[]),
    ] {
        assert_eq!(bound(around, subject, literals), None, "{around:?} {subject} {literals:?}");
    }
}

#[test]
fn a_system_called_like_a_filler() {
    let viewed = scope(Around::Predicate, "entry", &["is_added"]);
    assert_eq!(bound_on("a.html", &viewed, "Whatever").as_deref(), Some("entry.added"));
}

#[test]
fn a_subject_that_names_nothing_needs_a_list() {
    let on = |path: &str, siblings: &[&str]| {
        let siblings = siblings.iter().map(|&it| it.into()).collect();
        let scope = Scope { siblings, ..scope(Around::Condition, "status", &["active"]) };
        bound_on(path, &scope, "Whatever").is_some()
    };
    for (path, few, more) in [
        ("index.html", false, true),
        ("proposals/index.html", true, true),
        ("invoice.html", false, true),
    ] {
        assert_eq!(on(path, &["active", "sent"]), few, "{path}");
        assert_eq!(on(path, &["active", "sent", "viewed", "gone"]), more, "{path}");
        assert!(!on(path, &["active", "inactive", "away"]), "{path}");
    }
}

#[test]
fn places_and_globs() {
    let viewed = scope(Around::Condition, "status", &["viewed"]);
    assert_eq!(bound_on("a.html", &viewed, "Whatever"), None);
    assert_eq!(bound_on("bills/a.html", &viewed, "Whatever").as_deref(), Some("invoice.viewed"));
    let of_bill = scope(Around::Condition, "bill.phase", &["viewed"]);
    assert_eq!(bound_on("a.html", &of_bill, "Whatever").as_deref(), Some("invoice.viewed"));
    let class = scope(Around::Class, "", &["bills-paid"]);
    assert_eq!(bound_on("a.html", &class, "Whatever").as_deref(), Some("invoice.paid"));
}

#[test]
fn what_a_label_stands_on_decides() {
    let on = |footing, text| {
        let scope = Scope { footing, ..scope(Around::Condition, "proposal.status", &["active"]) };
        bound_on("a.html", &scope, text).as_deref() == Some("proposal.active")
    };
    for (text, name, text_only, beside, prose, action) in [
        ("Active", true, true, true, true, false),
        ("Active proposals", true, true, true, true, false),
        ("Viewed", true, true, true, false, false),
        ("Running", true, false, false, false, false),
        ("Message your client", false, false, false, false, false),
    ] {
        let found =
            [Footing::Name, Footing::Text, Footing::Beside, Footing::Prose, Footing::Action]
                .map(|footing| on(footing, text));
        assert_eq!(found, [name, text_only, beside, prose, action], "{text}");
    }
}

#[test]
fn names_and_what_goes_with_states() {
    assert!(OF_SENTENCES.is_sorted());
    let english = Locale::parse("en").expect("a tag");
    for name in
        ["Active", "In review", "Active ({{ count }})", "Invitations to interview", "On its way"]
    {
        assert!(is_like_a_name(name, &english), "{name}");
    }
    for other in [
        "Message your client",
        "Paid on {{ date }}",
        "Resend the invoice?",
        "Waiting…",
        "Your proposal is running",
        "All proposals that clients answered",
        "Shipped. Track it here",
        "Status:",
        "Approved by",
    ] {
        assert!(!is_like_a_name(other, &english), "{other}");
    }
}
