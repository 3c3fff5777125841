-- A short session for a recording: what a user does with one macro, from opening it to closing the editor.
-- Run by scripts/editors/record.sh in the folder of that macro.
local patience = 20000

local function wait_until(what, condition)
  if not vim.wait(patience, condition, 10) then
    print('waited in vain for ' .. what)
    vim.cmd('cquit 1')
  end
end

local function line(number)
  return vim.api.nvim_buf_get_lines(0, number - 1, number, true)[1]
end

local function put_cursor_on(text)
  vim.fn.cursor(1, 1)
  assert(vim.fn.search('\\V' .. text, 'cW') > 0, text)
end

local function asked(method, params)
  local client = vim.lsp.get_clients({ bufnr = 0 })[1]
  local answer = client:request_sync(method, params or vim.lsp.util.make_position_params(0, client.offset_encoding), patience, 0)
  return assert(answer.result, method)
end

vim.cmd.edit('late.macro')
wait_until('the finding', function()
  return vim.iter(vim.diagnostic.get(0)):any(function(found) return found.code == 'tone/calm-command' end)
end)

put_cursor_on('calm down')
asked('textDocument/hover')
vim.lsp.codelens.refresh({ bufnr = 0 })
wait_until('code lenses', function() return #vim.lsp.codelens.get(0) > 0 end)

vim.api.nvim_buf_set_lines(0, -1, -1, true, { '{{ customer.fi' })
local behind = vim.lsp.util.make_position_params(0, 'utf-8')
behind.position = { line = vim.api.nvim_buf_line_count(0) - 1, character = #'{{ customer.fi' }
asked('textDocument/completion', behind)
vim.api.nvim_buf_set_lines(0, -2, -1, true, { '{{customer.first_name}}' })

put_cursor_on('days = 3')
vim.lsp.buf.rename('wait')
wait_until('the new name', function() return line(10) == '{% assign wait = 3 %}{{ wait }} days.' end)

put_cursor_on('Please calm down')
vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.isPreferred end })
wait_until('the rewording', function() return not line(8):find('calm down', 1, true) end)

vim.lsp.buf.format({ async = false, timeout_ms = patience })
assert(line(11) == '{{ customer.first_name }}', line(11))

vim.cmd.SoftspokenPreview()
wait_until('the preview', function()
  return vim.iter(vim.api.nvim_list_bufs()):any(function(buffer)
    return vim.bo[buffer].filetype == 'softspoken-preview' and vim.api.nvim_buf_line_count(buffer) > 3
  end)
end)
vim.cmd.write({ mods = { silent = true } })
vim.cmd('qall!')
