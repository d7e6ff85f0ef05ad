//! What expressions of each language are, in short, and what broken ones cost.

use super::*;

fn read(text: &str, tongue: Tongue) -> Option<Expr> {
    parse(text, Span::new(0, text.len()), tongue)
}

#[test]
fn choices_of_both_shapes() {
    for (text, tongue) in [
        ("a == 'b' ? 'c' : 'd'", Tongue::Script),
        ("'c' if a == 'b' else 'd'", Tongue::Template),
        ("a.b? ? \"c\" : \"d\"", Tongue::Ruby),
    ] {
        let Some(Expr { node: Node::Choice(_, yes, Some(no)), .. }) = read(text, tongue) else {
            panic!("{text} is no choice")
        };
        let said = |it: &Expr| it.text().map(|span| span.slice(text));
        assert_eq!((said(&yes), said(&no)), (Some("c"), Some("d")), "{text}");
    }
}

#[test]
fn deep_and_broken_ones_end() {
    for part in ["(", "a ? ", "!", "{a:", "f(", "not ", "a or ", "\"", "a | b:", "é"] {
        for tongue in [Tongue::Template, Tongue::Script, Tongue::Ruby, Tongue::Php, Tongue::Helper]
        {
            let text = part.repeat(20_000);
            let read = read(&text, tongue);
            assert!(read.is_none_or(|it| it.span.end as usize <= text.len()));
        }
    }
}
