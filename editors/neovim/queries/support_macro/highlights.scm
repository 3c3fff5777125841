; Every pattern takes nodes that no other pattern takes, so the result is the same for editors that let the first match win
; and for those that let the last one win.

; Delimiters
[
  "{{"
  "}}"
  "{%"
  "%}"
  "[["
  "]]"
] @punctuation.special

[
  (front_matter_open)
  (front_matter_close)
] @punctuation.special

; Tags
((tag_name) @keyword.conditional
  (#any-of? @keyword.conditional "if" "elsif" "else" "endif" "unless" "endunless" "case" "when" "endcase"))

((tag_name) @keyword.repeat
  (#any-of? @keyword.repeat "for" "endfor" "tablerow" "endtablerow" "break" "continue" "cycle"))

((tag_name) @keyword.import
  (#any-of? @keyword.import "render" "include"))

((tag_name) @keyword
  (#not-any-of? @keyword
    "if" "elsif" "else" "endif" "unless" "endunless" "case" "when" "endcase"
    "for" "endfor" "tablerow" "endtablerow" "break" "continue" "cycle"
    "render" "include"))

; Expressions
(path
  root: (identifier) @variable)

(path
  property: (identifier) @variable.member)

(filter_name) @function

(named_argument
  key: (identifier) @variable.parameter)

(string) @string

(number) @number

((literal) @boolean
  (#any-of? @boolean "true" "false"))

((literal) @constant.builtin
  (#not-any-of? @constant.builtin "true" "false"))

(operator) @operator

[
  (logical)
  "in"
] @keyword.operator

"|" @operator

[
  ","
  ":"
  "."
  ".."
] @punctuation.delimiter

[
  "["
  "]"
  "("
  ")"
] @punctuation.bracket

; Slots
(slot_name) @label

(slot_hint) @string.special

; Never sent
(comment) @comment

"#" @comment

(comment_tag_text) @comment

; Sent as it stands
[
  (raw_open)
  (raw_close)
] @keyword.directive

(raw_text) @markup.raw

; Broken
[
  (stray_closer)
  (unexpected)
  (unterminated_string)
] @error
