-- The grammar's name has an underscore where the file type has a dash.
vim.treesitter.language.register('support_macro', 'support-macro')

require('softspoken.refresh').setup()

local preview = require('softspoken.preview')
preview.setup()
vim.api.nvim_create_user_command('SoftspokenPreview', function() preview.open() end, {
  desc = 'Show beside the macro what customers receive',
})
