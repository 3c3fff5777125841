//! Small macros that make much work, each as large as is asked for.

/// What is asked for, so many times.
pub(crate) fn repeated(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect()
}

/// A `case` of so many arms, which say the name and the number of the arm.
pub(crate) fn case(name: &str, arms: usize) -> String {
    let whens = repeated(arms, |arm| format!("{{% when 'v{arm}' %}} {name}{arm}"));
    format!("{{% case {name} %}}{whens}{{% endcase %}}")
}

/// One sentence with three cases of so many arms.
pub(crate) fn three_cases(arms: usize) -> String {
    format!("We{}{}{} call.", case("a", arms), case("b", arms), case("c", arms))
}

/// One sentence with a case of so many arms.
pub(crate) fn case_in_a_sentence(arms: usize) -> String {
    format!("We cannot{} help you.", case("plan", arms))
}

/// A case of which each arm breaks a rule.
pub(crate) fn case_of_refusals(arms: usize) -> String {
    let whens = repeated(arms, |arm| format!("{{% when 'v{arm}' %}}We cannot help you with {arm}.\n\n"));
    format!("{{% case plan %}}{whens}{{% endcase %}}")
}

/// Captures, each of which remembers what names stood for.
pub(crate) fn captures(count: usize) -> String {
    "{% capture x %}One.{% endcapture %}".repeat(count)
}

/// Paragraphs that may be left out.
pub(crate) fn optional_paragraphs(count: usize) -> String {
    repeated(count, |number| format!("{{% if a{number} %}}We cannot.{{% endif %}}\n\n"))
}

/// Sentences on one line behind a condition.
pub(crate) fn long_line(sentences: usize) -> String {
    format!("We {{% if a %}}x{{% endif %}} y. {}", "Sorry about that. ".repeat(sentences))
}

/// Conditions each of which shares a part with the next.
pub(crate) fn linked_conditions(count: usize) -> String {
    repeated(count, |number| format!("{{% if a{number} and a{} %}}We cannot.{{% endif %}}\n\n", number + 1))
}

/// Names, and as many conditions that give one of them another value.
pub(crate) fn names_and_values(count: usize) -> String {
    let names = repeated(count, |number| format!("{{% assign x{number} = 'One.' %}}"));
    names + &repeated(count, |number| format!("{{% if a %}}{{% assign x{number} = 'Two.' %}}{{% endif %}}"))
}

/// Levels that all ask the same.
pub(crate) fn levels_alike(levels: usize) -> String {
    "{% if a %}We cannot help. ".repeat(levels) + &"{% endif %}".repeat(levels)
}
