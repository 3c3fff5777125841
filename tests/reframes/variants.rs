//! The same line as other authors may write it.

/// Contractions with their long forms.
const CONTRACTIONS: [(&str, &str); 22] = [
    ("can't", "cannot"),
    ("won't", "will not"),
    ("don't", "do not"),
    ("doesn't", "does not"),
    ("didn't", "did not"),
    ("isn't", "is not"),
    ("aren't", "are not"),
    ("wasn't", "was not"),
    ("couldn't", "could not"),
    ("haven't", "have not"),
    ("I'm", "I am"),
    ("I'll", "I will"),
    ("I've", "I have"),
    ("we're", "we are"),
    ("we'll", "we will"),
    ("we've", "we have"),
    ("you're", "you are"),
    ("you'll", "you will"),
    ("you've", "you have"),
    ("it's", "it is"),
    ("that's", "that is"),
    ("there's", "there is"),
];

/// Words that a noun follows, so that something can stand between.
const DETERMINERS: [&str; 10] =
    [" the ", " your ", " our ", " my ", " this ", " that ", " a ", " any ", " these ", " no "];

/// How many lines share the forms between them, so that the test stays quick however many lines packs have.
const SHARED_BY: usize = 3;

/// The line as it is, and in some of the other forms: its neighbours in the pack are tried in the rest of them.
pub(crate) fn some_of(line: &str, number: usize) -> Vec<String> {
    let taken = |form: &usize| *form == 0 || (form + number).is_multiple_of(SHARED_BY);
    of(line).into_iter().enumerate().filter(|(form, _)| taken(form)).map(|(_, variant)| variant).collect()
}

/// The line as it is, and in every other form that changes it.
fn of(line: &str) -> Vec<String> {
    let mut out = vec![
        line.to_owned(),
        line.replace('\'', "’"),
        with_first(line, |c| c.to_lowercase().to_string()),
        spelt(line, |(short, long)| (short.to_owned(), long.to_owned())),
        spelt(line, |(short, long)| (long.to_owned(), short.to_owned())),
        format!("We have your photos here. {line} The tracking page shows every step."),
        format!("Hi {{{{ customer.first_name }}}},\r\n\r\n{line}\r\n\r\nBest wishes,\r\nSam"),
        format!("Here is where we are:\n\n- {line}\n- The tracking page shows every step.\n"),
        format!("{{% if order.number %}}{line}{{% endif %}}"),
        format!("{{% if order.number %}}\n{line}\n{{% else %}}\nWe have your photos here.\n{{% endif %}}\n"),
        format!("**{line}**"),
        line.trim_end_matches(['.', '!', '?']).to_owned(),
        line.trim_end_matches(['.', '!', '?']).to_owned() + "!",
        at_the_end(line, ", {{ customer.first_name }}"),
        at_the_end(line, ", Sam"),
        at_the_end(line, " (see {{ order.number }})"),
        at_the_end(line, " – and {{ agent.first_name }} knows"),
        format!("{{{{ customer.first_name }}}}, {}", small(line)),
        format!("I see your point, but {}", small(line)),
        format!("Thanks: {}", small(line)),
        format!("{line} 😀"),
        format!("## {line}"),
        line.replacen(' ', "\r\n", 3),
        line.to_lowercase(),
        with_tag(line),
        with_marks(line),
    ];
    for inserted in ["{{ order.number }} ", "[[item]] "] {
        out.extend(DETERMINERS.iter().filter_map(|determiner| {
            let at = line.find(determiner)? + determiner.len();
            Some(format!("{}{inserted}{}", &line[..at], &line[at..]))
        }));
    }
    let mut seen = std::collections::HashSet::new();
    out.retain(|variant| seen.insert(variant.clone()));
    out
}

fn with_first(line: &str, change: impl Fn(char) -> String) -> String {
    let mut rest = line.chars();
    rest.next().map(|first| change(first) + rest.as_str()).unwrap_or_default()
}

fn spelt(line: &str, change: impl Fn((&str, &str)) -> (String, String)) -> String {
    CONTRACTIONS.iter().fold(line.to_owned(), |line, pair| {
        let (from, to) = change(*pair);
        let capital = |text: &str| with_first(text, |c| c.to_uppercase().to_string());
        line.replace(&from, &to).replace(&capital(&from), &capital(&to))
    })
}

/// The line with something at its end, before the mark.
fn at_the_end(line: &str, added: &str) -> String {
    let said = line.trim_end_matches(['.', '!', '?']);
    format!("{said}{added}{}", &line[said.len()..])
}

/// The line as it goes on behind other words: a small letter first, unless the word is always in capitals.
fn small(line: &str) -> String {
    match line.starts_with("I ") || line.starts_with("I'") {
        true => line.to_owned(),
        false => with_first(line, |c| c.to_lowercase().to_string()),
    }
}

/// The line with a tag before its third word, which not every customer receives.
fn with_tag(line: &str) -> String {
    match line.match_indices(' ').nth(1) {
        Some((at, _)) => format!("{}{{% if customer.vip %}} really{{% endif %}}{}", &line[..at], &line[at..]),
        None => line.to_owned(),
    }
}

/// The line with its second word in bold.
fn with_marks(line: &str) -> String {
    let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
    if let Some(word) = words.get_mut(1).filter(|word| word.chars().all(char::is_alphabetic)) {
        *word = format!("**{word}**");
    }
    words.join(" ")
}
