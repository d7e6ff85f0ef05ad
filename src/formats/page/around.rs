//! What stands around a place of a page: the open elements and the branches of the template, each list
//! linked from the innermost outward, so that a place is two numbers. Template and markup need not nest
//! in each other: whichever began later is the inner one.

use super::condition::{Conditions, border};
use super::element::Role;
use crate::label::{Around, Element, Footing, Scope};
use crate::syntax::expression::Tongue;
use crate::syntax::template::step::{Block, Step, Test};
use crate::text::place::Span;

/// How many elements outward a scope is looked for.
const REACH: usize = 64;
/// How many classes of an element count.
const CLASSES: usize = 16;

/// A place in a page: its innermost element and branch, 0 for none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Where {
    pub(super) element: u32,
    pub(super) branch: u32,
}

/// An element that is or was open.
pub(super) struct Node {
    pub(super) parent: u32,
    /// Where its start tag begins.
    pub(super) start: u32,
    pub(super) role: Role,
    /// Where its classes stand.
    pub(super) class: Option<Span>,
    /// What it says of its content, from the innermost outward.
    pub(super) scopes: Vec<Scope>,
    /// What its text sits on.
    pub(super) on: Option<Element>,
    /// The nearest element with an accessible name, itself included, by its number from 1.
    pub(super) owner: u32,
    /// What Angular says to translators about the nearest element, by its number from 1.
    pub(super) note: u32,
}

/// A branch of a block.
struct Branch {
    at: u32,
    tag: Span,
    test: Test,
    tongue: Tongue,
    /// The expression that the cases of the nearest switch ask for.
    subject: Option<Span>,
    /// What it says, once someone has asked.
    scope: Option<Scope>,
}

/// All elements and branches of a page.
#[derive(Default)]
pub(super) struct Surroundings {
    nodes: Vec<Node>,
    branches: Vec<Branch>,
    /// The open blocks, with the branch around each and the one that holds now.
    blocks: Vec<(Block, u32, u32)>,
}

impl Surroundings {
    /// Adds an element; its number.
    pub(super) fn add(&mut self, node: Node) -> u32 {
        self.nodes.push(node);
        self.nodes.len() as u32
    }

    /// An element.
    pub(super) fn node(&self, number: u32) -> Option<&Node> {
        self.nodes.get((number as usize).checked_sub(1)?)
    }

    /// An element, to be changed.
    pub(super) fn node_mut(&mut self, number: u32) -> Option<&mut Node> {
        self.nodes.get_mut((number as usize).checked_sub(1)?)
    }

    /// The innermost branch.
    pub(super) fn branch(&self) -> u32 {
        self.blocks.last().map_or(0, |block| block.2)
    }

    /// Follows what a statement does to the blocks.
    pub(super) fn step(&mut self, step: Step, tag: Span, tongue: Tongue) {
        match step {
            Step::Open(block, test) => {
                let around = self.branch();
                let branch = match test {
                    Test::Clear(_) => around,
                    _ => self.add_branch(around, test, tag, tongue),
                };
                self.blocks.push((block, around, branch));
            }
            Step::Branch(test) => {
                let has_branches = |block: &(Block, u32, u32)| {
                    matches!(block.0, Block::If | Block::Loop | Block::Switch)
                };
                let Some(at) = self.blocks.iter().rposition(has_branches) else { return };
                let (_, around, before) = self.blocks[at];
                let branch = self.add_branch(around, test, tag, tongue);
                self.branches[branch as usize - 1].subject = self.subject_of(before);
                self.blocks[at].2 = branch;
                self.blocks.truncate(at + 1);
            }
            Step::Close(Block::Any) => drop(self.blocks.pop()),
            Step::Close(kind) => {
                if let Some(at) = self.blocks.iter().rposition(|block| block.0 == kind) {
                    self.blocks.truncate(at);
                }
            }
            Step::Run(_) | Step::Show(_) | Step::Translate(_) | Step::Plural => {}
        }
    }

    /// Whether a text for translators is open.
    pub(super) fn is_in(&self, kind: Block) -> bool {
        self.blocks.last().is_some_and(|block| block.0 == kind)
    }

    /// Whether what stands here is code.
    pub(super) fn is_code(&self) -> bool {
        self.blocks.iter().rev().take(8).any(|block| block.0 == Block::Code)
    }

    fn subject_of(&self, branch: u32) -> Option<Span> {
        let branch = self.branches.get((branch as usize).checked_sub(1)?)?;
        if let Test::Subject(subject) = branch.test { Some(subject) } else { branch.subject }
    }

    fn add_branch(&mut self, parent: u32, test: Test, tag: Span, tongue: Tongue) -> u32 {
        let subject = self.subject_of(parent);
        self.branches.push(Branch { at: tag.start, tag, test, tongue, subject, scope: None });
        self.branches.len() as u32
    }

    /// What stands around a place, up to the first border, with what a label there is within it.
    /// `own` is what an expression says around it; `by_itself` what the label is by itself.
    pub(super) fn scopes(
        &mut self,
        at: Where,
        own: Option<&Scope>,
        by_itself: Option<Footing>,
        conditions: Conditions<'_, '_>,
    ) -> Vec<Scope> {
        let mut seen = Seen { footing: by_itself, ..Seen::default() };
        seen.is_badge = self.node(at.element).is_some_and(|it| it.role.is_badge);
        if let Some(own) = own {
            return vec![seen.on(own.clone())];
        }
        let mut scopes = Vec::new();
        let began = self.branches.get((at.branch as usize).wrapping_sub(1)).map_or(0, |it| it.at);
        let mut element = at.element;
        for level in 0..REACH {
            let Some(node) = self.node(element).filter(|node| node.start >= began) else { break };
            seen.pass(node.role);
            if level < 2 {
                scopes.extend(
                    node.class
                        .and_then(|class| classes(class, conditions.text))
                        .map(|it| seen.on(it)),
                );
            }
            for scope in &node.scopes {
                scopes.push(seen.on(scope.clone()));
                if scope.around.is_border() {
                    return scopes;
                }
            }
            element = node.parent;
        }
        scopes.extend(self.branch_scope(at.branch, conditions).map(|it| seen.on(it)));
        scopes
    }

    fn branch_scope(&mut self, branch: u32, conditions: Conditions<'_, '_>) -> Option<Scope> {
        let branch = self.branches.get_mut((branch as usize).checked_sub(1)?)?;
        if branch.scope.is_none() {
            let scope = match branch.test {
                Test::Nothing => border(branch.tag),
                test => conditions.test(test, branch.subject, branch.tongue),
            };
            branch.scope = Some(scope);
        }
        branch.scope.clone()
    }
}

/// What was seen on the way outward.
#[derive(Default)]
struct Seen {
    is_action: bool,
    is_prose: bool,
    is_badge: bool,
    footing: Option<Footing>,
}

impl Seen {
    fn pass(&mut self, role: Role) {
        self.is_action |= role.is_action;
        self.is_prose |= role.is_prose;
    }

    /// A scope with what the label is within it.
    fn on(&self, mut scope: Scope) -> Scope {
        let is_filter = scope.around == Around::Choice
            || scope.around == Around::Attribute
                && (scope.subject.contains("filter") || scope.subject.contains("tab"));
        let is_name = match scope.around {
            Around::Choice | Around::Member => true,
            Around::Condition | Around::Predicate => self.is_badge,
            Around::Attribute | Around::Class => false,
        };
        scope.footing = match self.footing {
            _ if self.is_action && !is_filter => Footing::Action,
            Some(footing) => footing,
            None if is_name
                && scope.around.is_border()
                && !matches!(scope.around, Around::Condition | Around::Predicate) =>
            {
                Footing::Name
            }
            None if self.is_prose => Footing::Prose,
            None if is_name => Footing::Name,
            None => Footing::Text,
        };
        scope
    }
}

/// The classes of two or more words.
fn classes(span: Span, text: &str) -> Option<Scope> {
    let tokens =
        span.slice(text).split_ascii_whitespace().filter(|token| has_words(token)).take(CLASSES);
    let tokens: Vec<Box<str>> = tokens.map(Into::into).collect();
    (!tokens.is_empty()).then(|| Scope::new(Around::Class, "", tokens, span))
}

/// Whether a class has two words: `status-active`, `badgeShipped`.
fn has_words(token: &str) -> bool {
    let bytes = token.as_bytes();
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let parts = bytes.windows(2).any(|pair| {
        matches!(pair[0], b'-' | b'_') && pair[1].is_ascii_alphabetic()
            || pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase()
    });
    parts && bytes.len() <= 80 && bytes[0].is_ascii_alphabetic() && bytes.iter().all(is_part)
}
