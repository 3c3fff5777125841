((yaml) @injection.content
  (#set! injection.language "yaml"))

; One document made of all texts: a list or a quote goes on behind a tag.
((text) @injection.content
  (#set! injection.language "markdown")
  (#set! injection.combined))
