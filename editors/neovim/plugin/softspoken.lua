-- The grammar's name has an underscore where the file type has a dash.
vim.treesitter.language.register('support_macro', 'support-macro')
