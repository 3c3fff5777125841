-- Options of a buffer that holds a macro.
vim.bo.commentstring = '{% comment %} %s {% endcomment %}'
vim.bo.comments = 'fb:-,fb:*,n:>'
vim.bo.formatoptions = vim.bo.formatoptions:gsub('[tc]', '')
vim.b.match_words = table.concat({
  [[{%-\?\s*\%(if\|unless\|case\)\>:{%-\?\s*\%(elsif\|else\|when\)\>:{%-\?\s*end\%(if\|unless\|case\)\>]],
  [[{%-\?\s*for\>:{%-\?\s*else\>:{%-\?\s*endfor\>]],
  [[{%-\?\s*\(capture\|comment\|raw\)\>:{%-\?\s*end\1\>]],
}, ',')
vim.b.undo_ftplugin = 'setlocal commentstring< comments< formatoptions< | unlet! b:match_words'

-- Colours need the compiled grammar (see the README); everything else works without it.
if vim.treesitter.language.add('support_macro') then
  vim.treesitter.start()
  vim.b.undo_ftplugin = vim.b.undo_ftplugin .. ' | lua vim.treesitter.stop()'
end
