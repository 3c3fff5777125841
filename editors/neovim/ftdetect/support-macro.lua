-- The file type is named as the protocol names the language, for clients that send the one as the other.
vim.filetype.add({ extension = { macro = 'support-macro' } })
