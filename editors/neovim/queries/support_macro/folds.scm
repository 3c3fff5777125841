; The tree does not pair `{% if %}` with `{% endif %}`; such folds come from whoever does, a language server for one.
[
  (front_matter)
  (comment)
  (raw)
  (comment_tag)
  (output)
  (tag)
  (slot)
] @fold
