-- How Neovim starts the server: `vim.lsp.enable('softspoken')`. Change any of it with `vim.lsp.config('softspoken', {…})`.
local refresh = require('softspoken.refresh')

return {
  cmd = { 'softspoken', 'lsp' },
  filetypes = { 'support-macro' },
  -- Without either, a macro is still checked, on its own.
  root_markers = { 'softspoken.toml', '.git' },
  capabilities = refresh.capabilities,
  handlers = refresh.handlers,
}
