/**
 * The support macro language: front matter, prose, Liquid-like outputs and tags, and slots.
 *
 * The grammar is flat and total. Blocks such as `{% if %}` are not nested here: whoever reads the tree pairs them, because
 * only there can a missing `endif` be told in plain words without losing the rest of the file. Total means that every text
 * has a tree without ERROR and MISSING nodes: whatever can be left out is optional, and between delimiters stands a stream
 * of pieces that takes any character.
 *
 * White space is never an extra: it is text outside of delimiters and the hidden token `_blank` inside of them.
 */

/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

const NEWLINE = /\r\n?|\n/;

/** A word: letters of any script, digits, `_`, inner `-`, a final `?`. A last `-` is left to the closer, as in `{{-x-}}`. */
const WORD = /[\p{XID_Start}_][\p{XID_Continue}]*(-+[\p{XID_Continue}]+)*\??/u;

/** Generated lexers leave NUL out of a negated class, unless it also begins something that goes on differently. */
const NULS = /\x00+/;

/**
 * What stands between two quotes: anything on one line without `{{`, `{%`, `}}` and `%}`, because Liquid ends the tag there.
 * Written as runs of braces and percent signs that form none of these, each but the last followed by another character.
 */
const braces = "([}%]%*)?(\\{\\}%*)*\\{?";
const quoted = (quote) =>
  new RegExp(`${quote}(${braces}[^${quote}\\r\\n{}%])*${braces}${quote}`);

/**
 * A quote without its partner runs to the end of the line, to the next delimiter or to the next `[[`. It ends in a character
 * that is neither a blank nor a hyphen, which may belong to the closer.
 */
const unquoted = (quote) =>
  new RegExp(`${quote}([ \\t-]*[{}%\\[]?[^${quote}\\r\\n{}%\\[ \\t-])*`);

/** A whole `{% name %}` tag as one token. */
const bare_tag = (name) =>
  token(seq(/\{%-?/, /[ \t\r\n\f\v]*/, name, /[ \t\r\n\f\v]*/, /-?%\}/));

module.exports = grammar({
  name: "support_macro",

  extras: (_) => [],
  word: ($) => $.identifier,

  rules: {
    source_file: ($) =>
      choice(
        seq(
          optional($.front_matter),
          repeat($._item),
          optional($._unclosed_block),
        ),
        alias($._unclosed_front_matter, $.front_matter),
      ),

    // ── Front matter ──

    front_matter: ($) =>
      seq(
        field("open", $.front_matter_open),
        field("yaml", optional($.yaml)),
        field("close", $.front_matter_close),
      ),
    _unclosed_front_matter: ($) =>
      seq(
        field("open", $.front_matter_open),
        field("yaml", optional($.yaml)),
      ),

    front_matter_open: (_) => token(prec(1, seq(/---[ \t]*/, NEWLINE))),
    front_matter_close: ($) => choice($._fence, $._last_fence),
    _fence: (_) => token(prec(1, seq(/---[ \t]*/, NEWLINE))),
    // Without the newline there is no telling `---` from the start of a longer line, so here the longest match decides.
    _last_fence: (_) => token(/---[ \t]*/),

    yaml: ($) => repeat1($._yaml_line),
    _yaml_line: (_) =>
      token(choice(NEWLINE, NULS, seq(/[^\r\n]+/, optional(NEWLINE)))),

    // ── Body ──

    _item: ($) =>
      choice(
        $.text,
        $.output,
        $.tag,
        $.comment_tag,
        $.slot,
        $.raw,
        $.comment,
        $.unclosed_output,
        $.unclosed_tag,
        $.unclosed_comment_tag,
        $.unclosed_slot,
      ),
    // These run to the end of the file.
    _unclosed_block: ($) =>
      choice(
        alias($._unclosed_raw, $.raw),
        alias($._unclosed_comment, $.comment),
      ),

    // Text cannot stand right after something unclosed, which takes all that follows up to the next opener: between
    // delimiters every character starts a token that comes before `_prose_start`. That one is a single character, so that it
    // cannot outrun a token that needs several.
    text: ($) => prec.right(seq($._prose_start, repeat($._prose))),
    _prose_start: (_) => token(prec(-1, choice(/[^\x00]/, NULS))),
    _prose: (_) => token(choice(/[^{\[]+/, NULS, /[{\[]/)),

    // ── Outputs and tags ──

    output: ($) =>
      seq(
        field("open", alias($._open_output, "{{")),
        optional($._output_body),
        field("close", alias($._close_output, "}}")),
      ),
    unclosed_output: ($) =>
      seq(field("open", alias($._open_output, "{{")), optional($._output_body)),
    _output_body: ($) =>
      repeat1(
        choice($._blank, $._piece, alias($._close_tag, $.stray_closer)),
      ),
    // With or without the mark that trims white space; the node is named by the plain form.
    _open_output: (_) => token(seq("{{", optional("-"))),
    _close_output: (_) => token(seq(optional("-"), "}}")),

    tag: ($) =>
      seq(
        $._tag_start,
        optional(field("name", $.tag_name)),
        optional($._tag_body),
        field("close", alias($._close_tag, "%}")),
      ),
    unclosed_tag: ($) =>
      seq(
        $._tag_start,
        optional(field("name", $.tag_name)),
        optional($._tag_body),
      ),
    _tag_start: ($) =>
      prec.right(seq(field("open", alias($._open_tag, "{%")), optional($._blank))),
    _tag_body: ($) =>
      repeat1(
        choice($._blank, $._piece, alias($._close_output, $.stray_closer)),
      ),
    _open_tag: (_) => token(seq("{%", optional("-"))),
    _close_tag: (_) => token(seq(optional("-"), "%}")),

    // Names where a keyword is a name like any other: `{% in %}`, `| contains`, `order.in`.
    tag_name: (_) => token(prec(1, WORD)),
    filter_name: (_) => token(prec(1, WORD)),
    _property: (_) => token(prec(1, WORD)),

    _blank: (_) => /[ \t\r\n\f\v]+/,

    // ── Pieces ──

    _piece: ($) => choice($._argument, $.filter),
    _argument: ($) =>
      choice(
        $._value,
        $.range,
        $.parenthesis,
        $.operator,
        $.logical,
        $.named_argument,
        "in",
        ",",
        ":",
        $.unexpected,
        alias(choice(".", "..", "[", "]", ")"), $.unexpected),
      ),
    _value: ($) =>
      choice(
        $.path,
        $.string,
        $.unterminated_string,
        $.number,
        $.literal,
      ),

    // A pipe, the name after it and all pieces up to the next pipe or a closer, be it the right one or not.
    filter: ($) =>
      prec.right(
        seq(
          $._filter_start,
          optional(field("name", $.filter_name)),
          repeat(choice($._blank, $._argument)),
        ),
      ),
    _filter_start: ($) => prec.right(seq("|", optional($._blank))),

    path: ($) =>
      prec.right(
        seq(
          field("root", $.identifier),
          repeat(choice($._member, $._index)),
        ),
      ),
    _member: ($) =>
      prec.right(
        seq(
          ".",
          field("property", optional(alias($._property, $.identifier))),
        ),
      ),
    _index: ($) =>
      prec.right(
        seq(
          $._index_open,
          optional($._index_value),
          optional("]"),
        ),
      ),
    _index_open: ($) => prec.right(seq("[", optional($._blank))),
    _index_value: ($) =>
      prec.right(seq(field("index", $._value), optional($._blank))),

    string: (_) => token(choice(quoted("'"), quoted('"'))),
    unterminated_string: (_) => token(choice(unquoted("'"), unquoted('"'))),
    number: (_) => /-?[0-9]+(\.[0-9]+)?/,
    literal: (_) =>
      token(choice("true", "false", "nil", "null", "empty", "blank")),
    operator: ($) => choice($._comparison, "contains"),
    _comparison: (_) =>
      token(choice("==", "!=", "<>", "<", "<=", ">", ">=", "=")),
    logical: (_) => token(choice("and", "or")),
    // After the keywords, which come first where both match.
    identifier: (_) => WORD,

    named_argument: ($) =>
      prec.right(
        1,
        seq(
          field("key", $.identifier),
          $._named_argument_colon,
          field("value", optional(choice($._value, $.range, $.parenthesis))),
        ),
      ),
    _named_argument_colon: ($) => prec.right(seq(":", optional($._blank))),

    range: ($) =>
      prec.right(
        seq(
          $._range_start,
          $._range_dots,
          optional($._range_end),
          optional(")"),
        ),
      ),
    // A bracket that opens no range: the language has no grouping, and whoever reads the tree says so.
    parenthesis: ($) => prec.right($._range_start),
    _range_start: ($) =>
      prec.right(seq($._range_open, optional($._range_from))),
    _range_open: ($) => prec.right(seq("(", optional($._blank))),
    _range_from: ($) =>
      prec.right(seq(field("start", $._value), optional($._blank))),
    _range_dots: ($) => prec.right(seq("..", optional($._blank))),
    _range_end: ($) =>
      prec.right(seq(field("end", $._value), optional($._blank))),

    // One node for a run of characters that start no other piece; those that can start one stand alone.
    unexpected: (_) =>
      token(
        choice(
          /[^\p{XID_Start}0-9_ \t\r\n\f\v"'\-.,:|=!<>()\[\]{}%]+/u,
          NULS,
          /[\-!{}%]/,
        ),
      ),

    // ── Slots ──

    slot: ($) =>
      seq($._slot_start, optional($._slot_body), field("close", "]]")),
    unclosed_slot: ($) => seq($._slot_start, optional($._slot_body)),
    _slot_start: ($) =>
      prec.right(seq(field("open", "[["), optional($._blank))),
    _slot_body: ($) =>
      choice($._slot_head, seq(optional($._slot_head), $._slot_tail)),
    _slot_head: ($) =>
      choice(
        $._slot_strays,
        seq(field("name", $.slot_name), optional($._slot_strays)),
      ),
    _slot_strays: ($) => repeat1(choice($._blank, $._slot_stray)),
    _slot_tail: ($) =>
      seq(
        choice(":", "|"),
        repeat(choice($._blank, "|", $.slot_hint)),
      ),
    slot_name: (_) =>
      token(prec(1, /[\p{XID_Continue}\-]+([ \t]+[\p{XID_Continue}\-]+)*/u)),
    _slot_stray: ($) =>
      choice(
        alias($._slot_unexpected, $.unexpected),
        alias($._slot_mark, $.unexpected),
      ),
    _slot_unexpected: (_) =>
      token(
        choice(
          NULS,
          /[^:|\[\]{ \t\r\n\f\v]+([ \t]+[^:|\[\]{ \t\r\n\f\v]+)*/,
        ),
      ),
    slot_hint: ($) => prec.right(repeat1(choice($._hint, $._slot_mark))),
    _slot_mark: (_) => /[\[\]{]/,
    // Starts and ends without a blank. A bracket or brace inside is followed by something that makes it no delimiter.
    _hint: (_) => {
      const character = /[^|\[\]{ \t\r\n\f\v]/;
      const blanks = /[ \t\r\n\f\v]*/;
      const first = choice(
        character,
        seq(/[\[\]][ \t\r\n\f\v]*/, character),
        seq(/\{[ \t\r\n\f\v]+/, character),
        /\{[^|\[\]{% \t\r\n\f\v]/,
      );
      return token(choice(NULS, seq(first, repeat(seq(blanks, first)))));
    },

    // ── What is never sent, and what is sent as it stands ──

    comment_tag: ($) =>
      seq(
        $._comment_tag_start,
        optional($.comment_tag_text),
        field("close", alias($._close_tag, "%}")),
      ),
    unclosed_comment_tag: ($) =>
      seq($._comment_tag_start, optional($.comment_tag_text)),
    _comment_tag_start: ($) => seq($._tag_start, $._hash),
    _hash: (_) => alias(token(prec(1, "#")), "#"),

    // A line that starts with `#` may hold `{{` and `[[`; on any other line these end a comment that nobody closed.
    comment_tag_text: ($) =>
      choice(
        seq($._comment_lines, optional($._comment_rest)),
        $._comment_rest,
      ),
    _comment_lines: ($) =>
      repeat1(choice($._comment_line, $._comment_newline, $._comment_mark)),
    _comment_mark: (_) => /[\-%{]/,
    _comment_line: (_) => token(prec(1, choice(/[^\r\n%{\-]+/, NULS, /\{\{/))),
    _comment_newline: (_) => token(prec(1, /[\r\n][ \t\r\n]*#/)),
    _comment_rest: ($) =>
      seq(
        $._comment_rest_start,
        repeat(choice($._comment_rest_more, $._comment_mark, $._comment_bracket)),
      ),
    _comment_rest_start: (_) => /[\r\n][^%{\[\-]*/,
    _comment_bracket: (_) => /\[/,
    _comment_rest_more: (_) => token(choice(/[^%{\[\-]+/, NULS)),

    raw: ($) =>
      seq(
        field("open", $.raw_open),
        field("text", optional($.raw_text)),
        field("close", $.raw_close),
      ),
    _unclosed_raw: ($) =>
      seq(field("open", $.raw_open), field("text", optional($.raw_text))),
    raw_open: (_) => bare_tag("raw"),
    raw_close: (_) => bare_tag("endraw"),
    raw_text: ($) => $._verbatim,

    comment: ($) =>
      seq(
        field("open", $.comment_open),
        field("text", optional($.comment_text)),
        field("close", $.comment_close),
      ),
    _unclosed_comment: ($) =>
      seq(
        field("open", $.comment_open),
        field("text", optional($.comment_text)),
      ),
    comment_open: (_) => bare_tag("comment"),
    comment_close: (_) => bare_tag("endcomment"),
    comment_text: ($) => $._verbatim,

    _verbatim: ($) => repeat1(choice($._verbatim_run, $._brace)),
    _verbatim_run: (_) => token(choice(/[^{]+/, NULS)),
    _brace: (_) => /\{/,
  },
});
