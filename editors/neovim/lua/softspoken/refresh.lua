-- Findings that are out of date are asked for again. Neovim by itself asks for them after a change of the buffer alone, and on
-- Linux it watches no files for servers.
local M = {}

local method = 'workspace/diagnostic/refresh'

-- What a newer Neovim does itself is left to it.
local built_in = vim.lsp.handlers[method]

-- A server that is about to end has no answer: nothing to tell anybody about.
local function take(problem, result, context)
  if not problem or problem.code == vim.lsp.protocol.ErrorCodes.ServerCancelled then
    vim.lsp.diagnostic.on_diagnostic(problem, result, context)
  end
end

-- The server says that findings may be other ones by now.
function M.handler(problem, result, context)
  if built_in then
    return built_in(problem, result, context)
  end
  local client = vim.lsp.get_client_by_id(context.client_id)
  for buffer in pairs(client and client.attached_buffers or {}) do
    if vim.api.nvim_buf_is_loaded(buffer) then
      local params = { textDocument = vim.lsp.util.make_text_document_params(buffer) }
      client:request('textDocument/diagnostic', params, take, buffer)
    end
  end
  return vim.NIL
end

-- What a configuration of the server needs for it.
M.handlers = { [method] = M.handler }
M.capabilities = { workspace = { diagnostics = { refreshSupport = true } } }

-- Tells the servers that a file was written: `softspoken.toml`, or a pack that it names.
local function written(event)
  local change = { uri = vim.uri_from_bufnr(event.buf), type = vim.lsp.protocol.FileChangeType.Changed }
  for _, client in ipairs(vim.lsp.get_clients({ name = 'softspoken' })) do
    client:notify('workspace/didChangeWatchedFiles', { changes = { change } })
  end
end

function M.setup()
  vim.api.nvim_create_autocmd('BufWritePost', {
    group = vim.api.nvim_create_augroup('softspoken.refresh', {}),
    pattern = '*.toml',
    callback = written,
    desc = 'What softspoken.toml says holds as soon as it is written',
  })
end

return M
