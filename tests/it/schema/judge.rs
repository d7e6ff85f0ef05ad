//! The part of JSON Schema (draft 7) that the schema of canonym.toml uses. Knows no other keyword and says
//! so: nothing is passed over. That the common validators say the same is proved by
//! tests/proof/schema.sh; as a dependency of the tests one of them would cost fifty crates.

use regex::Regex;
use serde_json::{Map, Value};

/// A schema.
pub(super) struct Schema(Value);

impl Schema {
    /// Reads a schema.
    pub(super) fn new(text: &str) -> Self {
        Self(serde_json::from_str(text).expect("the schema is JSON"))
    }

    /// What stands at a JSON pointer.
    pub(super) fn at(&self, pointer: &str) -> &Value {
        self.0.pointer(pointer).unwrap_or_else(|| panic!("the schema has no {pointer}"))
    }

    /// The first thing that is wrong with a value.
    pub(super) fn complaint(&self, value: &Value) -> Option<String> {
        self.judge(&self.0, value).err()
    }

    fn judge(&self, schema: &Value, value: &Value) -> Result<(), String> {
        let schema = match schema {
            Value::Bool(true) => return Ok(()),
            Value::Bool(false) => return Err(format!("{value} may not stand here")),
            Value::Object(keywords) => keywords,
            other => panic!("{other} is no schema"),
        };
        if schema.contains_key("$ref") {
            assert_eq!(schema.len(), 1, "draft 7 passes over what stands beside $ref: {schema:?}");
        }
        for (keyword, says) in schema {
            let holds = match &**keyword {
                "$schema" | "title" | "description" | "default" | "definitions" => true,
                "$ref" => {
                    let pointer = text(says).strip_prefix('#').expect("it points into the schema");
                    self.judge(self.at(pointer), value)?;
                    true
                }
                "type" => list(says).iter().any(|name| is_of_type(value, text(name))),
                "enum" => list(says).contains(value),
                "not" => self.judge(says, value).is_err(),
                "allOf" => {
                    list(says).iter().try_for_each(|schema| self.judge(schema, value))?;
                    true
                }
                "anyOf" => list(says).iter().any(|schema| self.judge(schema, value).is_ok()),
                _ => match value {
                    Value::String(it) => of_text(keyword, says, it),
                    Value::Array(elements) => self.of_list(keyword, says, elements)?,
                    Value::Object(fields) => self.of_object(keyword, says, fields, schema)?,
                    _ => true,
                },
            };
            if !holds {
                return Err(format!("{value} is refused by {keyword}: {says}"));
            }
        }
        Ok(())
    }

    fn of_list(&self, keyword: &str, says: &Value, elements: &[Value]) -> Result<bool, String> {
        match keyword {
            "items" => elements.iter().try_for_each(|element| self.judge(says, element))?,
            "minItems" => return Ok(elements.len() >= number(says)),
            "maxItems" => return Ok(elements.len() <= number(says)),
            other => is_of_another_type(other, &[OF_TEXTS, OF_OBJECTS]),
        }
        Ok(true)
    }

    fn of_object(
        &self,
        keyword: &str,
        says: &Value,
        fields: &Map<String, Value>,
        schema: &Map<String, Value>,
    ) -> Result<bool, String> {
        match keyword {
            "required" => return Ok(list(says).iter().all(|name| fields.contains_key(text(name)))),
            "properties" => {
                for (name, schema) in says.as_object().expect("a table") {
                    fields.get(name).map_or(Ok(()), |value| self.judge(schema, value))?;
                }
            }
            "patternProperties" => {
                for (pattern, schema) in says.as_object().expect("a table") {
                    let mut matching = fields.iter().filter(|(name, _)| matches(pattern, name));
                    matching.try_for_each(|(_, value)| self.judge(schema, value))?;
                }
            }
            "additionalProperties" => {
                for (name, value) in fields.iter().filter(|(name, _)| !is_named(schema, name)) {
                    self.judge(says, value).map_err(|why| format!("{name}: {why}"))?;
                }
            }
            "propertyNames" => {
                fields.keys().try_for_each(|name| self.judge(says, &name.as_str().into()))?;
            }
            other => is_of_another_type(other, &[OF_TEXTS, OF_LISTS]),
        }
        Ok(true)
    }
}

const OF_TEXTS: &[&str] = &["pattern", "maxLength"];
const OF_LISTS: &[&str] = &["items", "minItems", "maxItems"];
const OF_OBJECTS: &[&str] =
    &["required", "properties", "patternProperties", "additionalProperties", "propertyNames"];

fn of_text(keyword: &str, says: &Value, it: &str) -> bool {
    match keyword {
        "pattern" => return matches(text(says), it),
        "maxLength" => return it.chars().count() <= number(says),
        other => is_of_another_type(other, &[OF_LISTS, OF_OBJECTS]),
    }
    true
}

/// A keyword that says nothing of this type of value is known at least.
fn is_of_another_type(keyword: &str, known: &[&[&str]]) {
    assert!(known.concat().contains(&keyword), "`{keyword}` is not known here");
}

/// Whether `properties` or `patternProperties` speak of a field.
fn is_named(schema: &Map<String, Value>, name: &str) -> bool {
    let fields = |keyword: &str| schema.get(keyword).and_then(Value::as_object);
    fields("properties").is_some_and(|named| named.contains_key(name))
        || fields("patternProperties")
            .is_some_and(|patterns| patterns.keys().any(|pattern| matches(pattern, name)))
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "boolean" => value.is_boolean(),
        other => panic!("`{other}` is no type that is known here"),
    }
}

fn matches(pattern: &str, text: &str) -> bool {
    Regex::new(pattern).unwrap_or_else(|error| panic!("{error}")).is_match(text)
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("a number")).expect("a small one")
}

/// A list, or the one value itself.
fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_else(|| vec![value.clone()])
}
