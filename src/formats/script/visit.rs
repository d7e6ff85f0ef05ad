//! The way through a program: what each statement and expression puts around what stands in it. Labels
//! are made where the way leads to: in elements, maps and calls.

use std::mem::replace;

use oxc_ast::ast::{
    Argument, ArrayExpressionElement, ArrowFunctionExpression, AssignmentExpression,
    AssignmentPattern, AssignmentTarget, BindingIdentifier, BindingPattern, Expression,
    ForInStatement, ForOfStatement, ForStatement, Function, IfStatement, JSXElement, JSXFragment,
    LogicalOperator, MethodDefinition, NewExpression, PropertyDefinition, ReturnStatement,
    Statement, SwitchStatement, TSEnumDeclaration, TSInterfaceDeclaration, TSType,
    TSTypeAliasDeclaration, TSTypeAnnotation, TSTypeParameterDeclaration,
    TSTypeParameterInstantiation, ThrowStatement, VariableDeclaration, VariableDeclarationKind,
    VariableDeclarator, WhileStatement,
};
use oxc_ast_visit::{Visit, walk};
use oxc_span::{GetSpan, Span as Place};
use oxc_syntax::scope::ScopeFlags;

use super::attribute;
use super::call::is_key;
use super::condition::bare;
use super::layers::Fact;
use super::map::{Holds, holds_names};
use super::reader::{Constant, Expects, Least, On, Reader, span, span_of};
use crate::formats::scopes::is_something_else;
use crate::label::{Around, Key};
use crate::text::fold::spelling_of_key;

impl<'s> Reader<'s, '_> {
    /// Reads a value for what it is wanted.
    pub(super) fn value(&mut self, it: &Expression<'_>, expects: Expects) {
        if self.enter() {
            self.value_here(it, expects);
            self.leave();
        }
    }

    fn value_here(&mut self, it: &Expression<'_>, expects: Expects) {
        match bare(it) {
            Expression::StringLiteral(it) => self.text_value(it.span, expects),
            Expression::TemplateLiteral(it) if it.expressions.is_empty() => {
                self.text_value(it.span, expects);
            }
            Expression::TemplateLiteral(it) => self.template(it, expects),
            Expression::TaggedTemplateExpression(it) => self.tagged(it, expects),
            Expression::ConditionalExpression(it) => {
                let branch = upgraded(expects);
                self.value(&it.test, Expects::Nothing);
                let fact = self.condition(&it.test);
                self.within(fact, |reader| reader.value(&it.consequent, branch));
                let other = Fact::border(span_of(&it.alternate));
                self.within(other, |reader| reader.value(&it.alternate, branch));
            }
            Expression::LogicalExpression(it) if it.operator == LogicalOperator::And => {
                self.value(&it.left, Expects::Nothing);
                let fact = self.condition(&it.left);
                self.within(fact, |reader| reader.value(&it.right, upgraded(expects)));
            }
            Expression::LogicalExpression(it) => {
                self.value(&it.left, expects);
                let other = Fact::border(span_of(&it.right));
                self.within(other, |reader| reader.value(&it.right, expects));
            }
            Expression::CallExpression(it) => self.call(it, expects),
            Expression::ObjectExpression(it) => self.object(it, &Holds::Nothing),
            Expression::ArrayExpression(it) => match expects {
                Expects::Label(_) => {
                    for it in it.elements.iter().filter_map(ArrayExpressionElement::as_expression) {
                        self.value(it, expects);
                    }
                }
                _ => self.array(it, None),
            },
            Expression::ComputedMemberExpression(it) => {
                if let Expression::ObjectExpression(map) = bare(&it.object) {
                    self.object(map, &Holds::map(""));
                } else {
                    self.value(&it.object, Expects::Nothing);
                }
                self.value(&it.expression, Expects::Nothing);
            }
            Expression::JSXElement(it) => self.apart(|reader| reader.element(it)),
            Expression::JSXFragment(it) => self.apart(|reader| reader.children(&it.children)),
            Expression::AwaitExpression(it) => self.value(&it.argument, expects),
            Expression::SequenceExpression(it) => {
                for it in &it.expressions {
                    self.value(it, expects);
                }
            }
            Expression::BinaryExpression(it) => {
                // `"Active" + "s"`: parts of texts are none, but there may be calls in them.
                self.value(&it.left, Expects::Nothing);
                self.value(&it.right, Expects::Nothing);
            }
            it => walk::walk_expression(self, it),
        }
    }

    /// A string or a template without holes.
    fn text_value(&mut self, place: Place, expects: Expects) {
        let Some((span, quoting)) = self.quoted(place) else { return };
        if self.markup(span) {
            return;
        }
        match expects {
            Expects::Label(on) => {
                let raw = span.slice(self.text);
                if raw.contains('.') && is_key(raw) {
                    // Components translate what they are given.
                    self.entry(Key::from_dotted(raw), None, span, on);
                } else {
                    self.label(span, quoting, on);
                }
            }
            Expects::Result if self.innermost().is_some_and(Fact::is_telling) => {
                self.label(span, quoting, On::TEXT.at_least(Least::Word));
            }
            _ => {}
        }
    }

    /// A value that has a name: of a variable, a property.
    pub(super) fn named(&mut self, it: &Expression<'_>, name: &'s str) {
        if is_machinery(name) {
            return;
        }
        match bare(it) {
            Expression::ObjectExpression(it) if name.ends_with("Props") => {
                self.object(it, &Holds::Nothing);
            }
            Expression::ObjectExpression(it) => self.object(it, &Holds::map(name)),
            Expression::ArrayExpression(it) => self.array(it, Some(name)),
            Expression::ArrowFunctionExpression(_) | Expression::FunctionExpression(_) => {
                self.function = Some(name);
                self.value(it, Expects::Code);
            }
            Expression::NewExpression(it) if self.slice(span_of_callee(it)) == "Map" => {
                match it.arguments.first().and_then(Argument::as_expression).map(bare) {
                    Some(Expression::ArrayExpression(it)) => self.array(it, Some(name)),
                    _ => walk::walk_new_expression(self, it),
                }
            }
            Expression::CallExpression(call) if self.is_wrapper(call) => {
                let first = call.arguments.first().and_then(Argument::as_expression);
                // Maps of messages are called so whatever they hold.
                let name = match self.slice(call.callee.span()) {
                    "defineMessages" => {
                        name.trim_end_matches("essages").trim_end_matches(['m', 'M', '_'])
                    }
                    _ => name,
                };
                match first.map(bare) {
                    Some(Expression::ArrowFunctionExpression(it)) => {
                        match it.body.as_expression() {
                            Some(it) => self.named(it, name),
                            None => walk::walk_call_expression(self, call),
                        }
                    }
                    Some(first) => self.named(first, name),
                    None => {}
                }
            }
            it if is_something_else(name) => self.value(it, Expects::Nothing),
            it => self.value(it, Expects::Result),
        }
    }

    /// Reads a function with the names and translators that are its own.
    fn in_function(&mut self, own: Option<&'s str>, read: impl FnOnce(&mut Self)) {
        let name = self.function.take().or(own);
        let is_component = |name: &str| name.starts_with(|first: char| first.is_ascii_uppercase());
        let shield =
            name.map_or(self.is_shielded, |name| !is_component(name) && is_something_else(name));
        let before = replace(&mut self.is_shielded, shield);
        let translators = self.translators.len();
        read(self);
        self.translators.truncate(translators);
        self.is_shielded = before;
    }

    fn forget(&mut self, name: &'s str) {
        self.constants.insert(name, Constant::Unknown);
    }

    /// `case "active": case "live": …`
    fn cases(&mut self, it: &SwitchStatement<'_>) {
        let subject = self.subject(span_of(bare(&it.discriminant)));
        let is_question =
            matches!(bare(&it.discriminant), Expression::BooleanLiteral(it) if it.value);
        let mut pending: Option<Fact<'s>> = None;
        for case in &it.cases {
            let here = match &case.test {
                Some(test) if is_question => self.condition(test),
                Some(test) => match self.literal(test) {
                    Some(literal) => {
                        Fact::new(Around::Condition, subject.clone(), span_of(test)).with(literal)
                    }
                    None => Fact::border(span_of(test)),
                },
                None => Fact::border(span(case.span)),
            };
            let fact = match pending.take() {
                None => here,
                Some(mut before)
                    if before.is_telling()
                        && here.is_telling()
                        && before.subject == here.subject =>
                {
                    before.literals.extend(here.literals);
                    before
                }
                Some(before) => Fact::border(before.span),
            };
            if case.consequent.is_empty() {
                pending = Some(fact);
                continue;
            }
            self.within(fact, |reader| {
                for statement in &case.consequent {
                    reader.visit_statement(statement);
                }
            });
        }
    }
}

/// Whether what has this name is for a browser or a server.
pub(super) fn is_machinery(name: &str) -> bool {
    const WORDS: [&str; 11] = [
        "css",
        "font",
        "fonts",
        "headers",
        "palette",
        "params",
        "style",
        "styles",
        "sx",
        "theme",
        "typography",
    ];
    spelling_of_key(name).split('-').any(|word| WORDS.contains(&word)) && !holds_names(name)
}

/// Of two values that a condition chooses from, one may be for people.
fn upgraded(expects: Expects) -> Expects {
    if matches!(expects, Expects::Code) { Expects::Result } else { expects }
}

fn span_of_callee(it: &NewExpression<'_>) -> Place {
    it.callee.span()
}

impl<'a> Visit<'a> for Reader<'_, '_> {
    fn visit_expression(&mut self, it: &Expression<'a>) {
        self.value(it, Expects::Code);
    }

    fn visit_statement(&mut self, it: &Statement<'a>) {
        if self.enter() {
            walk::walk_statement(self, it);
            self.leave();
        }
    }

    fn visit_binding_pattern(&mut self, it: &BindingPattern<'a>) {
        if self.enter() {
            walk::walk_binding_pattern(self, it);
            self.leave();
        }
    }

    // `function Save({ label = "Save" })`
    fn visit_assignment_pattern(&mut self, it: &AssignmentPattern<'a>) {
        self.visit_binding_pattern(&it.left);
        let is_text = attribute::is_text(self.slice(it.left.span()));
        let on = On::TEXT.at_least(Least::Word);
        self.value(&it.right, if is_text { Expects::Label(on) } else { Expects::Code });
    }

    // What is set is no text, and may be nested.
    fn visit_assignment_target(&mut self, _: &AssignmentTarget<'a>) {}

    // Types say nothing to people.
    fn visit_ts_type(&mut self, _: &TSType<'a>) {}
    fn visit_ts_type_annotation(&mut self, _: &TSTypeAnnotation<'a>) {}
    fn visit_ts_type_parameter_instantiation(&mut self, _: &TSTypeParameterInstantiation<'a>) {}
    fn visit_ts_type_parameter_declaration(&mut self, _: &TSTypeParameterDeclaration<'a>) {}
    fn visit_ts_type_alias_declaration(&mut self, _: &TSTypeAliasDeclaration<'a>) {}
    fn visit_ts_interface_declaration(&mut self, _: &TSInterfaceDeclaration<'a>) {}

    fn visit_if_statement(&mut self, it: &IfStatement<'a>) {
        self.value(&it.test, Expects::Nothing);
        let fact = self.condition(&it.test);
        self.within(fact, |reader| reader.visit_statement(&it.consequent));
        if let Some(alternate) = &it.alternate {
            let other = Fact::border(span_of(alternate));
            self.within(other, |reader| reader.visit_statement(alternate));
        }
    }

    fn visit_switch_statement(&mut self, it: &SwitchStatement<'a>) {
        self.value(&it.discriminant, Expects::Nothing);
        self.cases(it);
    }

    fn visit_return_statement(&mut self, it: &ReturnStatement<'a>) {
        if let Some(argument) = &it.argument {
            self.value(argument, Expects::Result);
        }
    }

    // What goes wrong is told to programmers.
    fn visit_throw_statement(&mut self, it: &ThrowStatement<'a>) {
        self.value(&it.argument, Expects::Nothing);
    }

    fn visit_for_statement(&mut self, it: &ForStatement<'a>) {
        self.within(Fact::border(span(it.span)), |reader| walk::walk_for_statement(reader, it));
    }

    fn visit_for_of_statement(&mut self, it: &ForOfStatement<'a>) {
        self.within(Fact::border(span(it.span)), |reader| walk::walk_for_of_statement(reader, it));
    }

    fn visit_for_in_statement(&mut self, it: &ForInStatement<'a>) {
        self.within(Fact::border(span(it.span)), |reader| walk::walk_for_in_statement(reader, it));
    }

    fn visit_while_statement(&mut self, it: &WhileStatement<'a>) {
        self.within(Fact::border(span(it.span)), |reader| walk::walk_while_statement(reader, it));
    }

    fn visit_function(&mut self, it: &Function<'a>, flags: ScopeFlags) {
        let own = it.id.as_ref().map(|id| self.slice(id.span));
        self.in_function(own, |reader| walk::walk_function(reader, it, flags));
    }

    fn visit_arrow_function_expression(&mut self, it: &ArrowFunctionExpression<'a>) {
        self.in_function(None, |reader| match it.body.as_expression() {
            Some(body) => {
                reader.visit_formal_parameters(&it.params);
                reader.value(body, Expects::Result);
            }
            None => walk::walk_arrow_function_expression(reader, it),
        });
    }

    fn visit_method_definition(&mut self, it: &MethodDefinition<'a>) {
        self.function = Some(self.slice(it.key.span()));
        self.visit_function(&it.value, ScopeFlags::Function);
    }

    fn visit_property_definition(&mut self, it: &PropertyDefinition<'a>) {
        let name = self.slice(it.key.span());
        if let Some(value) = &it.value {
            self.named(value, name);
        }
    }

    fn visit_variable_declaration(&mut self, it: &VariableDeclaration<'a>) {
        for declarator in &it.declarations {
            self.declared(declarator, it.kind == VariableDeclarationKind::Const);
        }
    }

    fn visit_binding_identifier(&mut self, it: &BindingIdentifier<'a>) {
        let name = self.slice(it.span);
        self.forget(name);
    }

    fn visit_assignment_expression(&mut self, it: &AssignmentExpression<'a>) {
        let target = self.slice(it.left.span());
        self.forget(target);
        match target.rsplit('.').next() {
            Some("textContent" | "innerText" | "placeholder" | "ariaLabel")
                if target.contains('.') =>
            {
                self.value(&it.right, Expects::Label(On::TEXT.at_least(Least::Word)));
            }
            Some(name) => self.named(&it.right, if name.contains(']') { "" } else { name }),
            None => {}
        }
    }

    fn visit_ts_enum_declaration(&mut self, it: &TSEnumDeclaration<'a>) {
        self.labelled_enum(it);
    }

    fn visit_jsx_element(&mut self, it: &JSXElement<'a>) {
        self.apart(|reader| reader.element(it));
    }

    fn visit_jsx_fragment(&mut self, it: &JSXFragment<'a>) {
        self.apart(|reader| reader.children(&it.children));
    }
}

impl Reader<'_, '_> {
    /// `const isActive = …`
    fn declared(&mut self, it: &VariableDeclarator<'_>, is_const: bool) {
        let BindingPattern::BindingIdentifier(id) = &it.id else {
            self.visit_binding_pattern(&it.id);
            if let Some(init) = &it.init {
                self.translator(&it.id, init);
                self.value(init, Expects::Code);
            }
            return;
        };
        let name = self.slice(id.span);
        let Some(init) = &it.init else { return self.forget(name) };
        let constant = if is_const && !self.constants.contains_key(name) {
            self.constant(init)
        } else {
            Constant::Unknown
        };
        self.constants.insert(name, constant);
        self.translator(&it.id, init);
        self.named(init, name);
    }
}
