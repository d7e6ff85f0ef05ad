//! What all formats of pages owe: their manuals are right, conditions mean one thing in every language,
//! and hostile files cost little.

use super::labels::view_of;
use crate::formats::{ALL, Format, Reading};
use crate::label::Contents;
use crate::text::source::Source;

fn format(id: &str) -> &'static Format {
    ALL.iter().find(|format| format.id == id).unwrap()
}

/// The contents of a file, which keep the law of all labels.
fn read<T>(id: &str, text: &str, shown: impl Fn(&Contents<'_>) -> T) -> T {
    let format = format(id);
    let path = format!("app/views/orders/_list.{}", if id == "jinja" { "j2" } else { id });
    let source = Source::from_text(&*path, text);
    let contents = format.contents(&source, &Reading::default());
    for label in &contents.labels {
        let parts = label.spans.iter().map(|it| (format.decode)(source.slice(it), label.quoting));
        assert_eq!(parts.collect::<String>(), label.text, "{id}: {label:?}");
    }
    assert!(contents.labels.is_sorted_by_key(|label| label.spans.first()), "{id}");
    shown(&contents)
}

/// The labels, each with what stands around it, and the keys that are asked for.
fn shown(contents: &Contents<'_>) -> Vec<String> {
    let labels = contents.labels.iter().map(|label| {
        let scopes = label.scopes.iter().map(|scope| match scope.to_string() {
            nothing if nothing.is_empty() => " <- else".to_owned(),
            scope => format!(" <- {scope}"),
        });
        format!("{}{}", label.text, scopes.collect::<String>())
    });
    let keys = contents.references.iter().filter_map(|it| Some(it.key.as_ref()?.to_string()));
    labels.chain(keys).collect()
}

/// The scope of the only label that a file has.
fn scope(id: &str, text: &str) -> String {
    let read = read(id, text, shown);
    assert_eq!(read.len(), 1, "{id}: {text}: {read:?}");
    read[0].strip_prefix("Active").unwrap_or_else(|| panic!("{text}: {read:?}")).to_owned()
}

#[test]
fn the_manuals_are_right() {
    for (id, expected) in [
        ("jinja", &["Active <- proposal.status == active", "Sent", "orders.other", "proposal"][..]),
        ("handlebars", &["Active <- proposal.status == active", "Due <- else", "orders.other"]),
        (
            "erb",
            &[
                "Sent <- order.status == sent",
                "Shipped <- order.shipped",
                "Waiting <- else",
                "orders.k17",
            ],
        ),
        ("vue", &["Active <- proposal.status == active", "Sent <- sent", "orders.k17"]),
        (
            "svelte",
            &[
                "Active <- proposal.status == active",
                "Late <- order.state == late",
                "Early <- else",
                "orders.other",
            ],
        ),
        (
            "astro",
            &["Active <- proposal.status == active", "Late <- late", "Early <- else", "orders.k17"],
        ),
    ] {
        let docs = format(id).docs;
        let example = docs.split("```").nth(1).unwrap().split_once('\n').unwrap().1;
        assert_eq!(read(id, example, shown), expected, "{id}");
    }
}

/// The shapes of each language: how a condition stands around a text.
const SHAPES: [(&str, &str, &str); 8] = [
    ("jinja", "{% if ", " %}Active{% endif %}"),
    ("erb", "<% if ", " %>Active<% end %>"),
    ("vue", "<template><i v-if=\"", "\">Active</i></template>"),
    ("svelte", "{#if ", "}Active{/if}"),
    ("astro", "{", " && <b>Active</b>}"),
    ("html", "@if (", ") { <b>Active</b> }"),
    ("html", "<?php if (", "): ?><b>Active</b><?php endif ?>"),
    ("html", "<b x-show=\"", "\">Active</b>"),
];

fn conditions(language: &str, cases: &[(&str, &str)]) {
    for (id, before, after) in
        SHAPES.iter().filter(|it| language == it.0 || it.1.contains(language))
    {
        for (condition, expected) in cases {
            let text = format!("{before}{condition}{after}");
            let expected = format!(" <- {expected}");
            assert_eq!(scope(id, &text), expected, "{id}: {text}");
        }
    }
}

#[test]
fn conditions_of_jinja() {
    conditions(
        "jinja",
        &[
            ("order.status == 'sent'", "order.status == sent"),
            ("'sent' == order.status", "order.status == sent"),
            ("order.status|lower == \"sent\"", "order.status == sent"),
            ("order.status in ['sent', 'gone']", "order.status == sent or order.status == gone"),
            ("s == 'a1' or s == 'b1'", "s == a1 or s == b1"),
            ("order and order.status == 'sent'", "order.status == sent"),
            ("user.admin and order.status == 'sent'", "else"),
            ("s == 'a1' or t == 'b1'", "else"),
            ("order.status != 'sent'", "else"),
            ("not order.status == 'sent'", "else"),
            ("order.status not in ['sent']", "else"),
            ("not order.live", "else"),
            ("order.count > 3", "else"),
            ("order.count == 3", "else"),
            ("order.paid == true", "else"),
            ("order.status == ''", "else"),
            ("order.status == Status.SENT", "order.status == Status.SENT"),
            ("order.is_shipped", "order.is_shipped"),
            ("order.live", "order.live"),
        ],
    );
}

#[test]
fn conditions_of_scripts() {
    let cases = [
        ("order.status === 'sent'", "order.status == sent"),
        ("'sent' == order?.status", "order.status == sent"),
        ("order.status.toLowerCase() === 'sent'", "order.status == sent"),
        ("['sent', 'gone'].includes(s)", "s == sent or s == gone"),
        ("s === 'a1' || s === 'b1'", "s == a1 or s == b1"),
        ("order && order.status === 'sent'", "order.status == sent"),
        ("admin && order.status === 'sent'", "else"),
        ("order.status !== 'sent'", "else"),
        ("!order.live", "else"),
        ("!(order.status === 'sent')", "else"),
        ("order.status === Status.Sent", "order.status == Status.Sent"),
        ("order.isShipped", "order.isShipped"),
        ("isShipped", "isShipped"),
        ("order.live", "order.live"),
        ("order.count === 3", "else"),
    ];
    for language in ["vue", "svelte", "astro", "@if", "x-show"] {
        conditions(language, &cases);
    }
}

#[test]
fn conditions_of_ruby_and_php() {
    conditions(
        "erb",
        &[
            ("order.status == :sent", "order.status == sent"),
            ("order.status.in?(%w[sent gone])", "order.status == sent or order.status == gone"),
            ("[\"sent\", :gone].include?(s)", "s == sent or s == gone"),
            ("order && order.status == 'sent'", "order.status == sent"),
            ("order.shipped?", "order.shipped"),
            ("order.status == Order::SENT", "order.status == Order.SENT"),
            ("order.status != 'sent'", "else"),
            ("!order.shipped?", "else"),
            ("not order.shipped?", "else"),
            ("order.count > 3", "else"),
        ],
    );
    conditions(
        "php",
        &[
            ("$order->status === 'sent'", "$order->status == sent"),
            ("in_array($s, ['sent', 'gone'])", "$s == sent or $s == gone"),
            ("$order->status !== 'sent'", "else"),
            ("!$order->live", "else"),
            ("$order->live", "$order->live"),
        ],
    );
}

#[test]
fn what_is_no_first_branch_says_nothing() {
    for (id, text) in [
        ("jinja", "{% if s == 'a1' %}{% else %}Active{% endif %}"),
        ("jinja", "{% unless s == 'a1' %}Active{% endunless %}"),
        ("jinja", "{% if s == 'a1' %}{% for x in y %}Active{% endfor %}{% endif %}"),
        ("handlebars", "{{#if (eq s \"a1\")}}{{else}}Active{{/if}}"),
        ("handlebars", "{{#unless (eq s \"a1\")}}Active{{/unless}}"),
        ("handlebars", "{{#if (not (eq s \"a1\"))}}Active{{/if}}"),
        ("erb", "<% unless s == 'a1' %>Active<% end %>"),
        ("erb", "<% if s == 'a1' %><% else %>Active<% end %>"),
        ("svelte", "{#if s === 'a1'}{:else}Active{/if}"),
        ("vue", "<template><b v-if=\"s === 'a1'\"/><b v-else>Active</b></template>"),
        ("astro", "{s === 'a1' ? <b/> : <b>Active</b>}"),
        ("html", "@if (s === 'a1') { } @else { Active }"),
    ] {
        assert_eq!(scope(id, text), " <- else", "{id}: {text}");
    }
}

#[test]
fn lazy_keys_begin_with_the_view() {
    assert_eq!(view_of("app/views/orders/_status.html.erb"), "orders.status");
    assert_eq!(view_of("app/views/admin/orders/index.html.erb"), "admin.orders.index");
    assert_eq!(view_of("views/home.ejs"), "home");
    assert_eq!(view_of("app/components/order.html.erb"), "");
    assert_eq!(read("erb", "<%= t('.sent') %>", shown), ["orders.list.sent"]);
}

#[test]
fn hostile_templates_cost_little() {
    for (id, parts) in [
        ("html", &["{{", "<%", "@if (", "@if (a === 'b') { x", "<?php if (a): ?>x"][..]),
        ("html", &["<li data-status=a><option value=b>x", "<label for=a><input type=radio id=b>x"]),
        ("jinja", &["{{", "{{ \"", "{%", "{% if a == \"b\" %}x", "{% else %}x", "{% comment %}"]),
        ("jinja", &["{% blocktrans %}x", "{% with a=b c=d %}", "{% set a = 'b' %}"]),
        ("jinja", &["<b title=\"{{ _('B c') }}\">{{ _('D e') }}</b>", "<b title=c>{{ _('B c') }}"]),
        ("handlebars", &["{{", "{{#if (eq a \"b\")}}x", "{{else}}"]),
        ("erb", &["<%", "<%= \"", "<% if a == \"b\" %>x", "<% } else if (a) { %>"]),
        ("vue", &["{{", "<b v-if=\"a === 'b'\">x", "<b :title=\"a ? 'B c' : 'D e'\">"]),
        ("svelte", &["{", "{#if a === 'b'}x", "{:else}x", "{\"", "{`${", "<a b={"]),
        ("astro", &["{", "{ (", "{a && (<b>", "{a ? <b>x</b> : ", "---\n", "<b aria-label=x>y"]),
    ] {
        for part in parts {
            read(id, &part.repeat(20_000), |_| ());
        }
    }
}

#[test]
fn long_lines_cost_little() {
    let long = "Active <b title='Sent'>{{ a }}</b> {a} <% b %> ".repeat(20_000);
    for id in ["html", "jinja", "handlebars", "erb", "vue", "svelte", "astro"] {
        read(id, &long, |_| ());
    }
    read("html", &format!("{{{{ \"{}\" }}}}", "a ".repeat(2_500_000)), |_| ());
}
