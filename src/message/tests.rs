//! Sentences as a reader would cut them, shown with each word in bars and what was left out left out.

use expect_test::{Expect, expect};

use super::{MessageGraph, NoSnippets, Prose, Sentence, WordKind};
use crate::syntax::Macro;

/// One line a sentence: its words, its final mark, and `<` or `>` where a tag cuts it.
fn check(source: &str, expected: Expect) {
    let prose = MessageGraph::read(source, &Macro::parse(source), &NoSnippets).prose;
    let lines: Vec<String> = prose.sentences.iter().map(|sentence| show(source, &prose, sentence)).collect();
    expected.assert_eq(&lines.join("\n"));
}

fn show(source: &str, prose: &Prose, sentence: &Sentence) -> String {
    let words = prose.words(sentence).iter().map(|word| {
        let shown = match word.kind {
            WordKind::Word | WordKind::Number => prose.text(word).to_owned(),
            WordKind::Opaque => format!("`{}`", word.span.of(source).trim_matches('`')),
            _ => word.span.of(source).to_owned(),
        };
        if word.quoted { format!("“{shown}”") } else { shown }
    });
    let words = words.collect::<Vec<_>>().join("|");
    let start = if sentence.cut_start { "<" } else { "" };
    let end = if sentence.cut_end { ">" } else { "" };
    format!("{start}{words}{end} {}", sentence.mark.of(source)).trim_end().to_owned()
}

#[test]
fn placeholders_and_slots_are_words() {
    check(
        "Hi {{ customer.first_name | default: \"there\" }},\n\nYour order {{ order.id }}'s total isn’t [[amount]]. {{ agent.name }} will call.",
        expect![[r#"
            hi|{{ customer.first_name | default: "there" }}|,
            your|order|{{ order.id }}|total|isn't|[[amount]] .
            {{ agent.name }}|will|call ."#]],
    );
}

#[test]
fn a_tag_cuts_the_sentence_that_it_stands_in() {
    check(
        "We can{% if closed %} not{% endif %} help.\n{% if a %}\nOne.\n{% else %}\nTwo\n{% endif %}\nThree",
        expect![[r#"
            we|can|not|help .
            we|can|help .
            one .
            two
            three"#]],
    );
}

#[test]
fn what_is_not_sent_or_not_ours_is_left_out() {
    check(
        "{% comment %}Calm down.{% endcomment %}One {% # note %}two.\n\n> You never answer!\n\nYou wrote “please help me” — `rm -rf` at https://a.example/b?c. {% raw %}{{ X }} stays{% endraw %}",
        expect![[r#"
            one|two .
            you|wrote|“please”|“help”|“me”|—|`rm -rf`|at|`https://a.example/b?c` .
            x|stays"#]],
    );
}

#[test]
fn lists_wraps_marks_and_emoji() {
    check(
        "- **Don't** worry 😀!\n- call us\r\n\r\nThis sentence is long enough to be wrapped by\r\nan editor, Mr. Okafor thinks. Really?!\n\nBest,\nSam\u{301} Fernhill",
        expect![[r#"
            don't|worry !
            call|us
            this|sentence|is|long|enough|to|be|wrapped|by|an|editor|,|mr|okafor|thinks .
            really ?!
            best|,
            saḿ|fernhill"#]],
    );
}

#[test]
fn line_separators_are_blanks_and_move_nothing() {
    check(
        "Hi\u{2028}there\u{85}you.\nPlease calm down.",
        expect![[r#"
            hi|there|you .
            please|calm|down ."#]],
    );
}

#[test]
fn nothing_to_say() {
    check("", expect![""]);
    check("\u{feff}\n\n *** \n😀\n{% if x %}{% endif %}", expect![""]);
}

#[test]
fn a_sentence_without_an_end_is_read_in_parts() {
    let source = "word ".repeat(500);
    let prose = MessageGraph::read(&source, &Macro::parse(&source), &NoSnippets).prose;
    let lengths: Vec<usize> = prose.sentences.iter().map(|sentence| prose.words(sentence).len()).collect();
    assert_eq!(lengths, [200, 200, 100]);
    assert!(prose.sentences[0].cut_end && prose.sentences[1].cut_start && !prose.sentences[2].cut_end);
}

fn check_html(body: &str, expected: Expect) {
    check(&format!("---\nformat: html\n---\n{body}"), expected);
}

#[test]
fn html_is_read_as_a_browser_shows_it() {
    check_html(
        "<p>We <b>cannot</b> help&nbsp;you.</p>\n<ul>\n  <li>One</li>\n\n  <li>two &amp; three</li>\n</ul>",
        expect![[r#"
            we|cannot|help|you .
            one
            two|three"#]],
    );
    check_html(
        "<p>This line\n\nis one\n- with the next\n> and > that.<br><br>Can<i>not</i>, don&rsquo;t</p><!-- Calm down. --><style>p { color: red }</style>",
        expect![[r#"
            this|line|is|one|-|with|the|next|and|that .
            cannot|,|don't"#]],
    );
    check_html(
        "<a href=\"{{ shop.url }}?a={{ x }}\" title='We <can>not'>Our shop</a> is open{% if late %}<br>\nBest,<br>Sam{% endif %}.",
        expect![[r#"
            our|shop|is|open
            best|,
            sam .
            our|shop|is|open ."#]],
    );
    check_html(
        "<p{% if a %} class=\"x\"{% else %} id=y{% endif %}>Hello.</p><blockquote>You {{ liars }}!</blockquote>Run <code>x -y</code> now.",
        expect![[r#"
            hello .
            run|``|now ."#]],
    );
    check_html("<p>Never closed <b", expect!["never|closed"]);
}

#[test]
fn tags_and_entities_among_markdown() {
    check(
        "Dear <b>Sam</b>,<br>\nwe can&#39;t<br />help.<br>\n- <i>One</i>\n\n`<b>` is a tag, <name> is not, 1 < 2 &amp; x.\n\n> <b>Liars</b><br>all\n\nBye",
        expect![[r#"
            dear|sam|,|we|can't|help .
            one
            `<b>`|is|a|tag|,|name|is|not|,|1|2|x .
            bye"#]],
    );
    check(
        "{% if a %}<p>One{% else %}<p>Two{% endif %}</p><p>Three</p>",
        expect![[r#"
        one
        two
        three"#]],
    );
}
