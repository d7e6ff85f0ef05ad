//! The rules, each a function of a pair. Order matters: what is alike by design (opposites, courses,
//! degrees, series) is recognised before anything is called confusable.

use super::analysis::{Analysis, Form, Kind, Token};
use super::topic::Topic;
use super::{Likeness, Rule, Tier};

/// A rule: what it finds in a pair, or nothing.
pub(super) type Judge = fn(&Pair) -> Option<Likeness>;

/// All rules, the first that fires decides. A new one is a function and a line here.
pub(super) const ALL: [Judge; 8] =
    [spelling, opposites, both_negated, contradiction, course, same_words, series, containment];

/// Two names and what they share, by stem.
pub(super) struct Pair<'a> {
    a: &'a Analysis,
    b: &'a Analysis,
    topic: &'a Topic,
    /// Words of one stem, in the order of the first name.
    shared: Vec<(&'a Token, &'a Token)>,
    only_a: Vec<&'a Token>,
    only_b: Vec<&'a Token>,
}

impl<'a> Pair<'a> {
    pub(super) fn new(a: &'a Analysis, b: &'a Analysis, topic: &'a Topic) -> Self {
        let twin = |token: &Token, in_name: &'a Analysis| {
            in_name.tokens.iter().find(|other| other.stem == token.stem)
        };
        let shared = a.tokens.iter().filter_map(|it| Some((it, twin(it, b)?))).collect();
        let only_a = a.tokens.iter().filter(|it| twin(it, b).is_none()).collect();
        let only_b = b.tokens.iter().filter(|it| twin(it, a).is_none()).collect();
        Self { a, b, topic, shared, only_a, only_b }
    }

    fn has_same_stems(&self) -> bool {
        !self.shared.is_empty() && self.only_a.is_empty() && self.only_b.is_empty()
    }

    /// Whether a shared word is negated in one name only.
    fn turns(&self) -> bool {
        self.shared.iter().any(|(a, b)| a.negation.is_some() != b.negation.is_some())
    }

    fn are_opposites(&self, a: &str, b: &str) -> bool {
        self.a.language.is_some_and(|language| language.are_opposites(a, b))
    }

    /// The shared words as people know them: the shorter form of each.
    fn shared_words(&self) -> Vec<String> {
        let shorter = |a: &'a Token, b: &'a Token| {
            if b.base.len() < a.base.len() { b.base.clone() } else { a.base.clone() }
        };
        self.shared.iter().map(|(a, b)| shorter(a, b)).collect()
    }

    fn likeness(&self, rule: Rule, tier: Tier, reason: String) -> Likeness {
        Likeness { rule, tier, reason, shared: self.shared_words() }
    }
}

fn spelling(pair: &Pair) -> Option<Likeness> {
    if pair.a.american != pair.b.american {
        return None;
    }
    Some(pair.likeness(Rule::Spelling, Tier::Warning, "two spellings of one word".to_owned()))
}

/// The letters are shared because the names are well made, and "un" or "not" is what the eye reads
/// first. "Checked in" and "Checked out" are opposites by their small words.
fn opposites(pair: &Pair) -> Option<Likeness> {
    if !pair.has_same_stems() {
        return None;
    }
    let small = |from: &Analysis, other: &Analysis| {
        let mut left = from.function_words.clone();
        left.retain(|word| !other.function_words.contains(word));
        left
    };
    let (of_a, of_b) = (small(pair.a, pair.b), small(pair.b, pair.a));
    let face = of_a.iter().any(|a| of_b.iter().any(|b| pair.are_opposites(a, b)));
    (pair.turns() || face).then(|| {
        pair.likeness(Rule::Opposites, Tier::Silent, "opposites, told apart at a glance".to_owned())
    })
}

fn both_negated(pair: &Pair) -> Option<Likeness> {
    if !pair.has_same_stems() {
        return None;
    }
    let differ = |(a, b): &&(&Token, &Token)| a.negation.is_some() && a.negation != b.negation;
    let at = pair.shared.iter().position(|it| differ(&it))?;
    let base = &pair.shared_words()[at];
    Some(pair.likeness(Rule::BothNegated, Tier::Warning, format!("both negate {base:?}")))
}

fn contradiction(pair: &Pair) -> Option<Likeness> {
    let ([a], [b]) = (&pair.only_a[..], &pair.only_b[..]) else { return None };
    let language = pair.a.language?;
    let differ = a.negation.is_some() != b.negation.is_some();
    if !differ || pair.turns() || !language.contradictions(&a.stem).contains(&b.stem) {
        return None;
    }
    let (negated, plain) = if a.negation.is_some() { (pair.a, pair.b) } else { (pair.b, pair.a) };
    let reason = format!("{:?} and {:?} say the same", negated.name(), plain.name());
    Some(pair.likeness(Rule::Contradiction, Tier::Warning, reason))
}

/// To come, running, finished: one word of the names stands in different places of its course, the
/// others are the same.
fn course(pair: &Pair) -> Option<Likeness> {
    if !pair.has_same_stems() {
        return None;
    }
    let mut moved = pair.shared.iter().filter(|(a, b)| a.word != b.word || a.form != b.form);
    let ((a, b), None) = (moved.next()?, moved.next()) else { return None };
    let is_course = a.form != b.form && a.form != Form::Other && b.form != Form::Other;
    is_course.then(|| {
        pair.likeness(
            Rule::Course,
            Tier::Silent,
            "to come, running, finished: one course".to_owned(),
        )
    })
}

fn same_words(pair: &Pair) -> Option<Likeness> {
    if !pair.has_same_stems() {
        return None;
    }
    let words = pair.shared_words();
    let noun = if words.len() == 1 { "word" } else { "words" };
    let reason = format!("both names are made of the {noun} {}", quoted(&words));
    Some(pair.likeness(Rule::SameWords, Tier::Warning, reason))
}

/// "Level 1" and "Level 2", "High priority" and "Low priority".
fn series(pair: &Pair) -> Option<Likeness> {
    let mut left = pair.only_a.iter().chain(&pair.only_b).peekable();
    let is_series = !pair.shared.is_empty()
        && left.peek().is_some()
        && left.all(|token| token.kind == Kind::Series);
    is_series.then(|| pair.likeness(Rule::Series, Tier::Silent, "members of one series".to_owned()))
}

/// One name's words are all in the other.
fn containment(pair: &Pair) -> Option<Likeness> {
    let (longer, shorter, extra) = match (pair.only_a.is_empty(), pair.only_b.is_empty()) {
        (true, false) => (pair.b, pair.a, &pair.only_b),
        (false, true) => (pair.a, pair.b, &pair.only_a),
        _ => return None,
    };
    let says_something =
        pair.shared.iter().any(|(a, b)| a.kind == Kind::Content && b.kind == Kind::Content);
    if !says_something || pair.turns() {
        return None;
    }
    let (rule, tier, reason) = if extra.iter().all(|token| token.kind != Kind::Content) {
        (Rule::Degree, Tier::Silent, "one is a degree of the other".to_owned())
    } else if faces(pair, extra) {
        (Rule::Opposites, Tier::Silent, "told apart by an opposite".to_owned())
    } else if is_earlier(pair, longer, shorter, extra) {
        (
            Rule::Course,
            Tier::Silent,
            "one course: the other is still to come or came to nothing".to_owned(),
        )
    } else if is_qualified(longer, shorter) {
        (Rule::Qualifier, Tier::Note, format!("{:?} with a qualifier in front", shorter.name()))
    } else if has_predicate(longer, shorter, extra) {
        (Rule::Qualifier, Tier::Note, format!("{:?} with a qualifier behind it", shorter.name()))
    } else {
        let words = quoted(&pair.shared_words());
        let noun = if pair.shared.len() == 1 { "stem" } else { "stems" };
        let reason = format!("both names share the {noun} {words}");
        if pair.shared.iter().all(|(token, _)| pair.topic.holds(&token.stem)) {
            (Rule::Topic, Tier::Note, format!("{reason}, as most names here do"))
        } else {
            (Rule::SharedStem, Tier::Warning, reason)
        }
    };
    Some(pair.likeness(rule, tier, reason))
}

/// Whether the shorter name says that something goes on or is over, and the extra words of the longer
/// one that it is to come or came to nothing: "Paid" beside "Awaiting payment" and "Payment failed".
fn is_earlier(pair: &Pair, longer: &Analysis, shorter: &Analysis, extra: &[&Token]) -> bool {
    let Some(language) = shorter.language else { return false };
    let [verb] = &shorter.tokens[..] else { return false };
    let turned =
        |token: &&Token| language.is_to_come(&token.stem) || language.is_undoing(&token.stem);
    let goes_on = matches!(verb.form, Form::Past | Form::Running);
    // "Awaiting manager approval": all that a name begins so is to come.
    let leads = extra.first().is_some_and(|first| {
        language.is_to_come(&first.stem) && longer.fold.starts_with(&first.word)
    });
    goes_on && pair.shared.len() == 1 && (leads || extra.iter().all(turned))
}

/// Whether an extra word is the opposite of a shared one: "Active", "Active, suspended".
fn faces(pair: &Pair, extra: &[&Token]) -> bool {
    extra.iter().any(|token| {
        pair.shared.iter().any(|(shared, _)| pair.are_opposites(&shared.stem, &token.stem))
    })
}

/// "Auto dismissed" beside "Dismissed".
fn is_qualified(longer: &Analysis, shorter: &Analysis) -> bool {
    longer.fold.strip_suffix(&shorter.fold).is_some_and(|start| start.ends_with(' '))
}

/// "Payment failed" beside "Payment": what the longer name says stands in its last word, a state of
/// its own.
fn has_predicate(longer: &Analysis, shorter: &Analysis, extra: &[&Token]) -> bool {
    let [predicate] = extra else { return false };
    let behind = longer.fold.strip_prefix(&shorter.fold).and_then(|end| end.strip_prefix(' '));
    predicate.form == Form::Past && behind == Some(predicate.word.as_str())
}

fn quoted(words: &[String]) -> String {
    words.iter().map(|word| format!("{word:?}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::{Locale, analyse, compare, speaks};
    use super::*;

    fn likeness(a: &str, b: &str, others: &[&str]) -> Option<Likeness> {
        let locale = Locale::parse("en").unwrap();
        let names: Vec<_> =
            [a, b].iter().chain(others).map(|name| analyse(name, &locale)).collect();
        let topic = Topic::of(names.iter());
        let there = compare(&names[0], &names[1], &topic);
        let back = compare(&names[1], &names[0], &topic);
        assert_eq!(
            there.as_ref().map(|it| (it.rule, it.tier)),
            back.map(|it| (it.rule, it.tier)),
            "{a} {b}"
        );
        if there.is_some() {
            let shares = names[0].keys().any(|key| names[1].keys().any(|other| key == other));
            assert!(shares, "blocking finds {a} {b}");
        }
        there
    }

    fn check(rule: Rule, tier: Tier, pairs: &[(&str, &str)]) {
        for (a, b) in pairs {
            let found = likeness(a, b, &[]).map(|it| (it.rule, it.tier));
            assert_eq!(found, Some((rule, tier)), "{a} {b}");
        }
    }

    #[test]
    fn the_reason_is_a_sentence() {
        for (a, b, reason) in [
            ("Interviewed", "Invitations to interview", r#"both names share the stem "interview""#),
            (
                "Babakagamined",
                "Invitations to babakagamin",
                r#"both names share the stem "babakagamin""#,
            ),
            ("Pass", "Passed", r#"both names are made of the word "pass""#),
            (
                "Payment pending",
                "Pending payment",
                r#"both names are made of the words "payment", "pending""#,
            ),
            ("Inactive", "Not active", r#"both negate "active""#),
            ("Rejected", "Not accepted", r#""Not accepted" and "Rejected" say the same"#),
        ] {
            let found = likeness(a, b, &[]).unwrap();
            assert_eq!((found.reason.as_str(), found.tier), (reason, Tier::Warning));
        }
    }

    #[test]
    fn spellings_of_one_word() {
        check(
            Rule::Spelling,
            Tier::Warning,
            &[
                ("Canceled", "Cancelled"),
                ("Fulfilment", "Fulfillment"),
                ("Authorised", "Authorized"),
            ],
        );
    }

    #[test]
    fn opposites_are_silent() {
        check(
            Rule::Opposites,
            Tier::Silent,
            &[
                ("Paid", "Unpaid"),
                ("Active", "Inactive"),
                ("Ready", "Not ready"),
                ("Connected", "Disconnected"),
                ("Enabled", "Disabled"),
                ("Started", "Not yet started"),
                ("Unbabakagamined", "Babakagamined"),
                ("Signed in", "Signed out"),
                ("Shared by me", "Shared with me"),
                ("No response", "Response"),
                ("Locked", "Unlocked"),
            ],
        );
    }

    #[test]
    fn negations_of_one_word() {
        check(
            Rule::BothNegated,
            Tier::Warning,
            &[("Inactive", "Not active"), ("Unapproved", "Disapproved"), ("Not paid", "Unpaid")],
        );
        check(
            Rule::Contradiction,
            Tier::Warning,
            &[("Not accepted", "Rejected"), ("Non-accepted", "Rejected"), ("Unhidden", "Visible")],
        );
        assert_eq!(likeness("Not started", "Ended", &[]), None);
        assert_eq!(likeness("Accepted", "Rejected", &[]), None);
    }

    #[test]
    fn a_course_is_silent() {
        check(
            Rule::Course,
            Tier::Silent,
            &[
                ("To do", "Doing"),
                ("Doing", "Done"),
                ("To do", "Done"),
                ("Shipping", "Shipped"),
                ("Babakagamining", "Babakagamined"),
                ("Being reviewed", "Reviewed"),
                ("Processing payment", "Payment processed"),
                ("Paid", "Awaiting payment"),
                ("Paid", "Payment failed"),
                ("Shipped", "Ready to ship"),
                ("Babakagamined", "Waiting for babakagamin"),
                ("Open", "Opening"),
                ("Delivered", "Out for delivery"),
                ("Downloading", "Queued for download"),
                ("Merged", "Queued to merge"),
                ("Approved", "Awaiting manager approval"),
            ],
        );
    }

    #[test]
    fn the_same_words_otherwise() {
        check(
            Rule::SameWords,
            Tier::Warning,
            &[
                ("Open", "Opened"),
                ("Complete", "Completed"),
                ("Pass", "Passed"),
                ("Reviewed", "Under review"),
                ("Successful", "Succeeded"),
                ("Approval", "Approved"),
                ("Paid", "Payment"),
                ("Already paid", "Paid"),
            ],
        );
    }

    #[test]
    fn degrees_and_series_are_silent() {
        check(
            Rule::Degree,
            Tier::Silent,
            &[("Refunded", "Partially refunded"), ("Semi-active", "Active")],
        );
        check(
            Rule::Series,
            Tier::Silent,
            &[
                ("Level 1", "Level 2"),
                ("Phase A", "Phase B"),
                ("Q1 review", "Q2 review"),
                ("Priority", "High priority"),
            ],
        );
    }

    #[test]
    fn qualifiers_are_notes() {
        check(
            Rule::Qualifier,
            Tier::Note,
            &[("Auto dismissed", "Dismissed"), ("Payment", "Payment failed")],
        );
    }

    #[test]
    fn one_name_inside_the_other() {
        let cases = [
            ("Interviewed", "Invitations to interview"),
            ("Approved", "Approved by committee"),
            ("Awaiting review", "Awaiting full review"),
            ("Successful delivery", "Delivered"),
        ];
        check(Rule::SharedStem, Tier::Warning, &cases);
        let others = ["Interview planned", "Interview done"];
        let found = likeness("Interviewed", "Invitations to interview", &others).unwrap();
        assert_eq!((found.rule, found.tier), (Rule::Topic, Tier::Note));
    }

    #[test]
    fn nothing_in_common() {
        for (a, b) in [
            ("Viewed", "Interviewed"),
            ("Active", "Interviewed"),
            ("Pending approval", "Pending payment"),
            ("Unapproved", "Pending approval"),
            ("Active", "ACTIVE"),
            ("Partial", "Partially refunded"),
            ("High", "High risk"),
            ("On", "Turned on"),
            ("", "Active"),
            ("★", "☆"),
            ("1", "Level 1"),
        ] {
            assert_eq!(likeness(a, b, &[]), None, "{a} {b}");
        }
    }

    #[test]
    fn hostile_names() {
        let long = "review ".repeat(50_000);
        for name in
            ["", "not", "un", "non un not", "’’", "👩‍💻", "未完成", "ﬃ", &long, "to to to", "\u{300}"]
        {
            for other in ["Active", "not", &long, "未完成"] {
                likeness(name, other, &[]);
            }
        }
    }

    #[test]
    fn only_english_has_data() {
        assert!(speaks(&Locale::parse("en-GB").unwrap()));
        let german = Locale::parse("de").unwrap();
        assert!(!speaks(&german));
        assert_eq!(
            analyse("Aktive Angebote", &german).stems().collect::<Vec<_>>(),
            ["aktiv", "angebot"]
        );
    }

    #[test]
    fn ids_are_kebab_case_and_unique() {
        let mut ids: Vec<_> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        assert!(ids.iter().all(|id| id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')));
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), Rule::ALL.len());
    }
}
