//! What the formatter does, as examples: a text and what it becomes. Every one of them becomes itself the second time.

use super::{Unsafe, format, format_closed, format_range};
use crate::syntax::Macro;
use crate::text::{Edit, Span, apply_edits};

fn after(source: &str, edits: Result<Vec<Edit>, Unsafe>) -> String {
    apply_edits(source, &edits.expect("nothing that is sent changes")).expect("edits fit")
}

#[track_caller]
fn check(source: &str, expected: &str) {
    let formatted = after(source, format(source));
    assert_eq!(formatted, expected, "from {source:?}");
    assert_eq!(format(expected), Ok(Vec::new()), "a second time");
}

#[track_caller]
fn stays(source: &str) {
    check(source, source);
}

#[test]
fn outputs_have_one_space_around_each_part() {
    check("{{name|default:\"x\"}}", "{{ name | default: \"x\" }}");
    check("{{   name   |  join : ', '  |size }}", "{{ name | join: ', ' | size }}");
    check("{{ a|replace:'a' ,'b' }}", "{{ a | replace: 'a', 'b' }}");
    check("{{ a | default : b , allow_false:true}}", "{{ a | default: b, allow_false: true }}");
    check("{{a.b[ 0 ][\"c d\"]}}", "{{ a.b[0][\"c d\"] }}");
    check("{{( 1 .. n )|join}}{{-5}}{{- 5}}{{ -5}}", "{{ (1..n) | join }}{{- 5 }}{{- 5 }}{{ -5 }}");
    stays("{{ customer.first_name | default: \"there\" }}");
    stays("{{ \"  two  spaces | : , \" }}");
}

#[test]
fn trim_marks_stay_with_their_braces() {
    check("{{-x-}}", "{{- x -}}");
    check("{{- x-}} {%-if a-%} {%- endif-%}", "{{- x -}} {%- if a -%} {%- endif -%}");
    check("{{-5-}}", "{{- 5 -}}");
}

#[test]
fn tags_have_one_space_between_words() {
    check(
        "{%if a==1and b%}x{%elsif  c  contains'd'%}{%else%}{%endif%}",
        "{% if a == 1 and b %}x{% elsif c contains 'd' %}{% else %}{% endif %}",
    );
    check("{%if a==b and c<>d%}x{%endif%}", "{% if a == b and c <> d %}x{% endif %}");
    check(
        "{%for x in( 1..3 ) limit:2 offset : 1 reversed%}{%endfor%}",
        "{% for x in (1..3) limit: 2 offset: 1 reversed %}{% endfor %}",
    );
    check("{%case v%}{%when 1,2 or'x'%}{%endcase%}", "{% case v %}{% when 1, 2 or 'x' %}{% endcase %}");
    check(
        "{%assign a=b|plus:1%}{%capture  d%}{%endcapture%}",
        "{% assign a = b | plus: 1 %}{% capture d %}{% endcapture %}",
    );
    check("{%render'a/b',tone:'warm' , name:x%}", "{% render 'a/b', tone: 'warm', name: x %}");
    check("{% endif%}{%else  %}", "{% endif %}{% else %}");
    check("{{a|shoot:1}}{%include'a'%}", "{{ a | shoot: 1 }}{% include 'a' %}");
}

#[test]
fn line_breaks_inside_of_delimiters_are_the_authors() {
    check(
        "{% render 'a',\n     tone:'warm',  \n     name :x\n%}",
        "{% render 'a',\n     tone: 'warm',\n     name: x\n%}",
    );
    check("{{ a \r\n\r\n  | upcase }}", "{{ a\r\n  | upcase }}");
    check("{{ a | replace: 'x'\n , 'y' }}", "{{ a | replace: 'x', 'y' }}");
}

#[test]
fn slots_stand_close_to_their_brackets() {
    check("[[ x:y ]]", "[[x: y]]");
    check("[[ item ]] [[ item :what they bought]]", "[[item]] [[item: what they bought]]");
    check("[[tone:warm|formal | brief ]]", "[[tone: warm | formal | brief]]");
    check("[[ a : ]]", "[[a:]]");
    check("[[ when:\n  day and time ]]", "[[when:\n  day and time]]");
    stays("[[ a: [b] ]] [[a: at 10:30  sharp]]");
}

#[test]
fn comments_and_verbatim_text_keep_what_is_inside() {
    check("{%raw%}{{x}}{%endraw%}", "{% raw %}{{x}}{% endraw %}");
    check("{%-  raw-%} [[ x ]] {%-endraw  %}", "{%- raw -%} [[ x ]] {%- endraw %}");
    check("{%comment%}  {{x}} {%endcomment%}", "{% comment %}  {{x}} {% endcomment %}");
    check("{%#note  to self%}{%-#a-%}{%#%}{%###%}", "{% # note  to self %}{%- # a -%}{% # %}{% ### %}");
    check("{%#allow tone/blame:legal  wording%}", "{% # allow tone/blame:legal  wording %}");
    check("{%\n  #one \n  #two\n%}", "{%\n  # one \n  #two\n%}");
}

#[test]
fn what_is_broken_stays_as_it_is() {
    for source in [
        "{{name",
        "{%if a",
        "{%if a}}",
        "{{a%}",
        "[[a:b",
        "[[a:b]",
        "{{}}",
        "{{|x}}",
        "{{a|}}",
        "{{a||b}}",
        "{{a b}}",
        "{{\"a}}",
        "{{a.}}",
        "{{{a}}}",
        "{%%}",
        "{%nonsense a=b%}",
        "{%IF a%}",
        "{%cycle'a','b'%}",
        "{%if a=b%}{% endif %}",
        "{{if a}}",
        "[[:x]]",
        "[[a|b]]",
        "[[]]",
        "{{a\u{a0}|b}}",
        "{{“a”}}",
        "{% raw x%}",
        "{%liquid\necho a%}",
        "{a.b}",
        "{{(a}}",
    ] {
        stays(source);
    }
    check("{{a|}}{{b}}", "{{a|}}{{ b }}");
    check("{{ a\n\n{{b}}", "{{ a\n\n{{ b }}");
}

#[test]
fn text_is_never_touched() {
    for source in ["", "\n", "a  b \n\n\n c\t", "\u{feff}", "\u{feff}a \r\n", "e\u{301} 😀\u{2028}\r\r\n", "\u{0}"] {
        stays(source);
    }
    check("\u{feff}a \r\n{{b}}\r\n😀 \r{{c}} ", "\u{feff}a \r\n{{ b }}\r\n😀 \r{{ c }} ");
}

#[test]
fn front_matter_has_one_space_after_colons_and_commas() {
    check(
        "---\ntitle:   Late  refund\ntags: [a,b , c ]\n---\nHi",
        "---\ntitle: Late  refund\ntags: [a, b, c]\n---\nHi",
    );
    check(
        "---\nslots: {item:  {description: x,options: [ a,b ]} }\n---\n",
        "---\nslots: { item: { description: x, options: [a, b] } }\n---\n",
    );
    check("---\nallow:\n  tone/blame:    legal wording\n---\n", "---\nallow:\n  tone/blame: legal wording\n---\n");
    check(
        "---\nallow: {tone/blame: legal, \"flow/\":x}\n---\n",
        "---\nallow: { tone/blame: legal, \"flow/\": x }\n---\n",
    );
    check("---\ntags:\n  -   a\n  -\tb\n---\n", "---\ntags:\n  - a\n  - b\n---\n");
    check("---\ntags: [  [a,b],c ]\n---\n", "---\ntags: [ [a, b], c ]\n---\n");
    check("---\ntags: [ ]\nslots: { }\n---\n", "---\ntags: []\nslots: {}\n---\n");
}

#[test]
fn front_matter_keeps_order_comments_and_blocks() {
    check(
        "---  \r\n# why  \r\ntitle: x   # note  \r\n\r\nintent:  hold\t\r\n---\t\r\nHi  \r\n",
        "---\r\n# why\r\ntitle: x   # note\r\n\r\nintent: hold\r\n---\r\nHi  \r\n",
    );
    stays("---\ndescription: |\n  two  \n  \n  lines   \n\n# comment  \ntitle: x\n---\n");
    stays("---\ndescription: >-\n  two  \n  lines   \n---\n");
    stays("---\ndescription: \"one   \n  two\"\ntitle: a  \n  b\n---\n");
    stays("---\ntags: [a,\n  b,   # c\n  c ,d]\n---\n".replace("c ,d", "c, d").as_str());
    check("\u{feff}---\ntitle:  x\n---  ", "\u{feff}---\ntitle: x\n---");
}

#[test]
fn quotes_change_only_where_the_value_cannot() {
    check("---\ntitle: 'Late'\n---\n", "---\ntitle: \"Late\"\n---\n");
    for value in ["'a \"b\"'", "'it''s'", "'a\\b'", "\"a\\tb\"", "'a\n  b'", "Late", "\"Late\""] {
        stays(&format!("---\ntitle: {value}\n---\n"));
    }
}

#[test]
fn placeholders_of_the_subject_are_formatted_too() {
    check("---\nsubject: \"On {{order.id|upcase}}\"\n---\n", "---\nsubject: \"On {{ order.id | upcase }}\"\n---\n");
    check("---\nsubject: 'On {{order.id}}'\n---\n", "---\nsubject: \"On {{ order.id }}\"\n---\n");
    stays("---\nsubject: On {{order.id|default:1}}\n---\n");
    stays("---\ntitle: \"On {{order.id}}\"\n---\n");
}

#[test]
fn yaml_that_cannot_be_read_or_passes_through_stays() {
    stays("---\ntitle:  'x\ntags: [a,b]\n---\n");
    stays("---\nsubject: {{x}}\ntags: [a,b]\n---\n");
    stays("---\ntags: [a,b]\nHello there.\n");
    stays("---\nsource:\n  extra: {a: [1,2]}\nactions: [{ field: a, value: [1,2] }]\n---\n");
    check("---\ntags:  [[a,b],c]\n---\n{{x}}", "---\ntags: [[a,b],c]\n---\n{{ x }}");
    stays("---\ntags: [*a, &b c, !!str 5]\n---\n".replace("*a, ", "").as_str());
}

#[test]
fn a_range_takes_the_delimiters_that_reach_into_it() {
    let source = "---\ntitle:  x\n---\n{{a}} {{b|c}} {{d}}";
    let check = |range: std::ops::Range<usize>, expected: &str| {
        assert_eq!(after(source, format_range(source, Span::from(range.clone()))), expected, "{range:?}");
    };
    let at = source.find("b|").expect("it is there");
    check(at..at + 1, "---\ntitle:  x\n---\n{{a}} {{ b | c }} {{d}}");
    check(at - 2..at - 2, source);
    check(0..16, "---\ntitle: x\n---\n{{a}} {{b|c}} {{d}}");
    check(0..source.len(), "---\ntitle: x\n---\n{{ a }} {{ b | c }} {{ d }}");
    check(at + 500..at + 900, source);
}

#[test]
fn what_was_just_closed_is_formatted_alone() {
    let source = "---\ntitle:  x\n---\n{{a}} {%if b%}{{d}}";
    let parsed = Macro::parse(source);
    let check = |before: &str, expected: &str| {
        let offset = source.find(before).expect("it is there") + before.len();
        assert_eq!(after(source, format_closed(source, &parsed, offset)), expected, "{before:?}");
    };
    check("{%if b%}", "---\ntitle:  x\n---\n{{a}} {% if b %}{{d}}");
    check("{{a}}", "---\ntitle:  x\n---\n{{ a }} {%if b%}{{d}}");
    check("{{a}", source);
    check("{{a}} ", source);
    assert_eq!(format_closed("", &Macro::parse(""), 7), Ok(Vec::new()));
}

#[test]
fn edits_touch_nothing_but_blanks_and_quotes() {
    let source = "{{  a|b }}";
    let edits = format(source).expect("it is safe");
    assert_eq!(edits, [Edit::delete(Span::new(3, 4)), Edit::insert(5, " "), Edit::insert(6, " ")]);
}
