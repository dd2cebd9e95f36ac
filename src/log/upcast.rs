//! Schema evolution on read. Stored bytes never change: an old body is lifted
//! step by step to the schema of today, here and nowhere else.

use anyhow::ensure;
use serde_json::Value;

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

pub fn upcast(kind: &str, schema: u16, body: Value) -> anyhow::Result<Value> {
    lift(STEPS, SCHEMA, kind, schema, body)
}

fn lift(
    steps: &[Step],
    current: u16,
    kind: &str,
    schema: u16,
    body: Value,
) -> anyhow::Result<Value> {
    ensure!(schema >= 1, "skema {schema} tidak pernah ada");
    ensure!(schema <= current, "skema {schema} ditulis Jejak yang lebih baru; perbarui Jejak");
    Ok((schema..current).fold(body, |body, from| {
        match steps.iter().find(|step| step.kind == kind && step.from == from) {
            Some(step) => (step.lift)(body),
            None => body,
        }
    }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TWO: &[Step] = &[
        Step { kind: "A", from: 1, lift: |body| json!({ "satu": body }) },
        Step { kind: "A", from: 2, lift: |body| json!({ "dua": body }) },
    ];

    #[test]
    fn steps_run_in_order_and_only_for_their_type() {
        assert_eq!(lift(TWO, 3, "A", 1, json!(0)).unwrap(), json!({"dua": {"satu": 0}}));
        assert_eq!(lift(TWO, 3, "A", 2, json!(0)).unwrap(), json!({"dua": 0}));
        assert_eq!(lift(TWO, 3, "B", 1, json!(0)).unwrap(), json!(0));
    }

    #[test]
    fn a_newer_schema_is_refused_with_the_remedy() {
        let error = lift(TWO, 3, "A", 4, json!(0)).unwrap_err().to_string();
        assert!(error.contains("perbarui Jejak"), "{error}");
        assert!(
            lift(TWO, 3, "A", 0, json!(0)).unwrap_err().to_string().contains("tidak pernah ada")
        );
    }
}
