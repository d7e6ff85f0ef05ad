//! Programs that are catalogues: a module of one locale that gives an object of texts. Which files are
//! asked, their paths decide.

use oxc_ast::ast::{
    ArrayExpressionElement, BindingPattern, Declaration, Expression, ObjectExpression,
    ObjectPropertyKind, Program, Statement, VariableDeclaration,
};

use super::condition::bare;
use super::reader::{On, Reader};
use crate::label::Key;

/// Whether the beginning of a file is that of a catalogue: it gives something, and has no functions.
pub(super) fn looks_like_one(head: &[u8]) -> bool {
    let has = |word: &str| memchr::memmem::find(head, word.as_bytes()).is_some();
    let gives = ["export default", "module.exports", "export const", "export ="];
    gives.into_iter().any(has) && !["function ", "class ", "=> {", "/>"].into_iter().any(has)
}

/// Reads the object of texts that a program gives; `false` if it has none.
pub(super) fn read(program: &Program<'_>, reader: &mut Reader<'_, '_>) -> bool {
    let found = program.body.iter().find_map(|it| given(it, &program.body, reader));
    let Some(object) = found else { return false };
    let mut path = Vec::new();
    texts(object, &mut path, reader);
    !reader.contents.labels.is_empty()
}

/// The object that a statement gives.
fn given<'b, 'a>(
    it: &'b Statement<'a>,
    body: &'b [Statement<'a>],
    reader: &Reader<'_, '_>,
) -> Option<&'b ObjectExpression<'a>> {
    match it {
        Statement::ExportDefaultDeclaration(it) => {
            object(it.declaration.as_expression()?, body, reader)
        }
        Statement::ExportDeclaration(it) => match &it.declaration {
            Declaration::VariableDeclaration(it) => of_variables(it, body, reader),
            _ => None,
        },
        Statement::TSExportAssignment(it) => object(&it.expression, body, reader),
        Statement::ExpressionStatement(it) => match bare(&it.expression) {
            Expression::AssignmentExpression(it) => {
                let target = reader.slice(oxc_span::GetSpan::span(&it.left));
                let gives = target == "module.exports" || target.starts_with("exports.");
                gives.then(|| object(&it.right, body, reader)).flatten()
            }
            _ => None,
        },
        _ => None,
    }
}

fn of_variables<'b, 'a>(
    it: &'b VariableDeclaration<'a>,
    body: &'b [Statement<'a>],
    reader: &Reader<'_, '_>,
) -> Option<&'b ObjectExpression<'a>> {
    it.declarations.iter().find_map(|it| object(it.init.as_ref()?, body, reader))
}

/// An object, also behind a name of the file, or as the last argument of `defineLocale(…)`.
fn object<'b, 'a>(
    it: &'b Expression<'a>,
    body: &'b [Statement<'a>],
    reader: &Reader<'_, '_>,
) -> Option<&'b ObjectExpression<'a>> {
    match bare(it) {
        Expression::ObjectExpression(it) => Some(it),
        Expression::CallExpression(it) => match bare(it.arguments.last()?.as_expression()?) {
            Expression::ObjectExpression(it) => Some(it),
            _ => None,
        },
        Expression::Identifier(it) => {
            let name = reader.slice(it.span);
            let declarations = body.iter().filter_map(|it| match it {
                Statement::VariableDeclaration(it) => Some(&it.declarations),
                _ => None,
            });
            let declared = declarations.flatten().find(|it| {
                matches!(&it.id, BindingPattern::BindingIdentifier(id) if reader.slice(id.span) == name)
            });
            match bare(declared?.init.as_ref()?) {
                Expression::ObjectExpression(it) => Some(it),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The texts of an object, by the path of their names.
fn texts<'s>(it: &ObjectExpression<'_>, path: &mut Vec<&'s str>, reader: &mut Reader<'s, '_>) {
    if !reader.enter() {
        return;
    }
    for property in &it.properties {
        let ObjectPropertyKind::ObjectProperty(property) = property else { continue };
        let name = reader.slice(oxc_span::GetSpan::span(&property.key));
        if property.computed {
            continue;
        }
        path.push(name.trim_matches(['"', '\'']));
        value(&property.value, path, reader);
        path.pop();
    }
    reader.leave();
}

fn value<'s>(it: &Expression<'_>, path: &mut Vec<&'s str>, reader: &mut Reader<'s, '_>) {
    match bare(it) {
        Expression::ObjectExpression(it) => texts(it, path, reader),
        Expression::ArrayExpression(it) => {
            for it in it.elements.iter().filter_map(ArrayExpressionElement::as_expression) {
                value(it, path, reader);
            }
        }
        it => {
            let Some((span, quoting)) = reader.string(it) else { return };
            let before = reader.contents.labels.len();
            reader.label(span, quoting, On::TEXT);
            if let Some(label) = reader.contents.labels.get_mut(before) {
                label.key = Some(Key::from_dotted(&path.join(".")));
            }
        }
    }
}
