//! Schema evolution on read. Stored bytes never change: an old body is lifted
//! step by step to the schema of today, here and nowhere else.

use anyhow::ensure;
use serde_json::Value;
use serde_json::value::RawValue;

/// The schema that the writer stores.
pub const SCHEMA: u16 = 1;

/// One step: bodies of this type, from this schema to the next.
pub struct Step {
    pub kind: &'static str,
    pub from: u16,
    pub lift: fn(Value) -> Value,
}

/// Steps released so far. A type without a step kept its body.
const STEPS: &[Step] = &[];

/// A body on its way to its fact: as it stands in the leaf, or taken apart
/// where something in it had to change.
#[derive(Debug)]
pub enum Body<'a> {
    Stored(&'a RawValue),
    Changed(Value),
}

impl Body<'_> {
    pub fn into_value(self) -> serde_json::Result<Value> {
        match self {
            Body::Stored(raw) => serde_json::from_str(raw.get()),
            Body::Changed(value) => Ok(value),
        }
    }
}

pub fn upcast<'a>(kind: &str, schema: u16, body: Body<'a>) -> anyhow::Result<Body<'a>> {
    lift(STEPS, SCHEMA, kind, schema, body)
}

fn lift<'a>(
    steps: &[Step],
    current: u16,
    kind: &str,
    schema: u16,
    body: Body<'a>,
) -> anyhow::Result<Body<'a>> {
    ensure!(schema >= 1, "skema {schema} tidak pernah ada");
    ensure!(schema <= current, "skema {schema} ditulis Jejak yang lebih baru; perbarui Jejak");
    let missing = |from| steps.iter().find(|step| step.kind == kind && step.from == from);
    (schema..current)
        .filter_map(missing)
        .try_fold(body, |body, step| Ok(Body::Changed((step.lift)(body.into_value()?))))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TWO: &[Step] = &[
        Step { kind: "A", from: 1, lift: |body| json!({ "satu": body }) },
        Step { kind: "A", from: 2, lift: |body| json!({ "dua": body }) },
    ];

    fn lifted(current: u16, kind: &str, schema: u16) -> anyhow::Result<Value> {
        let body = RawValue::from_string("0".to_owned()).unwrap();
        Ok(lift(TWO, current, kind, schema, Body::Stored(&body))?.into_value()?)
    }

    #[test]
    fn steps_run_in_order_and_only_for_their_type() {
        assert_eq!(lifted(3, "A", 1).unwrap(), json!({"dua": {"satu": 0}}));
        assert_eq!(lifted(3, "A", 2).unwrap(), json!({"dua": 0}));
        assert_eq!(lifted(3, "B", 1).unwrap(), json!(0));
    }

    #[test]
    fn a_newer_schema_is_refused_with_the_remedy() {
        let error = lifted(3, "A", 4).unwrap_err().to_string();
        assert!(error.contains("perbarui Jejak"), "{error}");
        assert!(lifted(3, "A", 0).unwrap_err().to_string().contains("tidak pernah ada"));
    }
}
