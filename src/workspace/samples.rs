//! Sample data for previews: the canonical variables, the workspace's own, and what is known of slots.

use super::Config;
use crate::helpdesk::Kind;
use crate::message::render::{Object, SlotSample, Value};

/// What separates the values of a list in a sample.
const BETWEEN: &str = ", ";

/// The samples of the canonical variables and of `[variables]`, which win.
pub fn sample_data(config: &Config) -> Object {
    let mut data = Object::default();
    let variables: Vec<_> = config.settings.vocabulary.variables().collect();
    // Those of the workspace come first and win, so they are set last.
    for variable in variables.into_iter().rev() {
        if let Some(sample) = &variable.sample {
            data.set_dotted(&variable.name, typed(variable.kind, sample));
        }
    }
    data
}

/// What `[slots]` gives as samples: the example, or the first choice.
pub fn slot_samples(config: &Config) -> Vec<SlotSample> {
    let sample = |slot: &super::SlotEntry| {
        let sample = slot.example.clone().or_else(|| slot.options.first().cloned())?;
        Some(SlotSample { name: slot.name.clone(), sample })
    };
    config.slots.iter().filter_map(sample).collect()
}

/// A sample as the kind of value that its variable holds.
fn typed(kind: Kind, sample: &str) -> Value {
    match kind {
        Kind::List => list(sample),
        Kind::Boolean => Value::Boolean(sample == "true"),
        Kind::Number => match (sample.parse(), sample.parse()) {
            (Ok(whole), _) => Value::Integer(whole),
            (_, Ok(number)) => Value::Float(number),
            _ => Value::text(sample),
        },
        _ => Value::text(sample),
    }
}

fn list(sample: &str) -> Value {
    let items: Vec<Value> = sample.split(BETWEEN).filter(|item| !item.is_empty()).map(Value::text).collect();
    Value::List(items.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::NoSnippets;
    use crate::message::render::{Around, render};
    use crate::syntax::Macro;

    fn check(source: &str, expected: &str) {
        let text = "[variables.\"order.days\"]\ntype = \"number\"\nsample = 41\n[variables.\"order.weight\"]\ntype = \"number\"\nsample = \"1.5\"\n\
                    [variables.\"customer.name\"]\nsample = \"Ann Lee\"\n[variables.\"a.list\"]\ntype = \"list\"\nsample = \"x, y\"\n\
                    [variables.\"a.gift\"]\ntype = \"boolean\"\nsample = true\n[slots.when]\nexample = \"Friday\"\n[slots.tone]\noptions = [\"warm\"]\n[slots.bare]\n";
        let (config, mistakes) = Config::parse(std::path::Path::new("softspoken.toml"), text);
        assert_eq!(mistakes, []);
        let (data, slots) = (sample_data(&config), slot_samples(&config));
        let around = Around { data: &data, snippets: &NoSnippets, slots: &slots, now: 0 };
        assert_eq!(render(source, &Macro::parse(source), &around).unwrap().text, expected, "{source}");
    }

    #[test]
    fn samples_have_the_types_of_their_variables() {
        check("{{ customer.first_name }} {{ customer.name }}", "Priya Ann Lee");
        check("{% if order.days == 41 and order.weight > 1 and a.gift == true %}yes{% endif %}", "yes");
        check("{{ a.list | join: '+' }} {{ order.items | size }}", "x+y 2");
        check("[[when]] [[tone]] [[bare: hint]]", "[Friday] [warm] [hint]");
    }
}
