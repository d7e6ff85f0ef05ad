//! Which lists are read, and what is none.

use super::*;

/// The labels of a program, a line each, with what stands around them.
fn labels(text: &str) -> Vec<String> {
    let contents = read(text, &Reading::default());
    for label in &contents.labels {
        let decoded = label.spans.iter().map(|it| (PYTHON.decode)(it.slice(text), label.quoting));
        assert_eq!(decoded.collect::<String>(), label.text);
    }
    let scopes = |label: &crate::label::Label<'_>| {
        label.scopes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    };
    contents.labels.iter().map(|label| format!("{} <- {}", label.text, scopes(label))).collect()
}

#[test]
fn the_manual_is_right() {
    let example = PYTHON.docs.split("```python\n").nth(1).unwrap().split("```").next().unwrap();
    assert_eq!(
        labels(example),
        [
            "Active <- Proposal.Status.active",
            "Sent off <- Proposal.Status.sent",
            "Engaged <- STATUS_LABELS.active"
        ]
    );
}

#[test]
fn lists_of_choices() {
    assert_eq!(
        labels(
            "class Order(Model):\n    PAID = 'p'\n    STATUS_CHOICES = [\n        (PAID, _('Paid')), # é\n        ('n', 'Żółć'),\n    ]\n    x = 1\n\nSTATES: dict = {'a': 'Ą'}\n"
        ),
        ["Paid <- Order.STATUS_CHOICES.p", "Żółć <- Order.STATUS_CHOICES.n", "Ą <- STATES.a"]
    );
    assert_eq!(
        labels("class S(IntegerChoices):\n  ACTIVE = 1, _('Active')\n"),
        ["Active <- S.ACTIVE"]
    );
}

#[test]
fn what_is_no_list() {
    assert_eq!(
        labels(
            "urls = [('a', 'B c')]\nif x == 'a':\n    y = 'B c'\ndef f(a='B c'):\n    return {'a': 'B c'}\nSTATUS_COLORS = {'a': 'Light green'}\n'''\nSTATES = {'a': 'B c'}\n'''\n"
        ),
        ["Light green <- "]
    );
}

#[test]
fn paths() {
    assert_eq!(claims("shop/models.py"), Claim::Page);
    for path in ["shop/migrations/0001.py", "tests/a.py", "test_a.py", "a.pyc", "a/py"] {
        assert_eq!(claims(path), Claim::No, "{path}");
    }
}

#[test]
fn what_never_ends_is_a_fault() {
    let contents = read("STATES = {'a': 'Ą'}\nSTATUSES = [(\n", &Reading::default());
    assert_eq!((contents.labels.len(), contents.faults.len()), (1, 1));
}
