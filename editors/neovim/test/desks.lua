-- What a user does for help desks: names one in `softspoken.toml`, and splits a macro that it cannot hold.
-- `use` has the means of drive.lua.
return function(use)
  local test, equal, wait_until = use.test, use.equal, use.wait_until
  local folder = vim.fn.getcwd() .. '/desk'
  local rule = 'platform/no-logic'
  local late = 'Hi,\n\n{% if ticket.priority == "high" %}\nFirst in line.\n{% else %}\nIn line.\n{% endif %}\n\nBye\n'
  local front = '---\ntitle: Late\nintent: update\n---\n'

  use.write(folder .. '/softspoken.toml', '[platforms]\ntargets = ["zendesk"]\n')
  use.write(folder .. '/late.macro', front .. late .. 'Please calm down.\n')

  local function codes()
    return vim.tbl_map(function(found) return found.code end, vim.diagnostic.get(vim.fn.bufnr(folder .. '/late.macro')))
  end

  local function is_told()
    return vim.tbl_contains(codes(), rule)
  end

  test('what softspoken.toml says holds as soon as it is written', function()
    use.open('../desk/late.macro')
    wait_until('the findings', function() return vim.tbl_contains(codes(), 'tone/calm-command') end)
    equal(is_told(), false)
    vim.cmd.split(folder .. '/softspoken.toml')
    vim.api.nvim_buf_set_lines(0, 1, 2, true, { 'targets = ["zammad"]' })
    vim.cmd.write({ mods = { silent = true } })
    wait_until('the finding', is_told)
    vim.cmd.bdelete()
  end)

  test('what another program wrote there holds when a macro is written', function()
    use.write(folder .. '/softspoken.toml', '[platforms]\ntargets = ["zendesk"]\n')
    vim.cmd.write({ mods = { silent = true } })
    wait_until('the finding to go', function() return not is_told() end)
    use.write(folder .. '/softspoken.toml', '[platforms]\ntargets = ["zammad"]\n')
    vim.cmd.write({ mods = { silent = true } })
    wait_until('the finding', is_told)
  end)

  test('a macro is split into a file for each way', function()
    local found = vim.iter(vim.diagnostic.get(0)):find(function(diagnostic) return diagnostic.code == rule end)
    use.go_to(found)
    vim.lsp.buf.code_action({ apply = true, filter = function(action) return vim.startswith(action.title, 'Split into 2') end })
    local other = folder .. '/late-not-ticket-priority-high.macro'
    wait_until('the other macro', function()
      return vim.fn.bufexists(other) == 1 and vim.fn.getbufline(other, 1)[1] == '---'
    end)
    vim.cmd.wall({ mods = { silent = true } })
    local titled = function(title) return (front:gsub('Late', '"Late – ' .. title .. '"')) end
    equal(use.read(folder .. '/late.macro'), titled('ticket priority high') .. 'Hi,\n\nFirst in line.\n\nBye\nPlease calm down.\n')
    -- Neovim keeps the one line that an empty file has.
    equal(use.read(other), titled('not ticket priority high') .. 'Hi,\n\nIn line.\n\nBye\nPlease calm down.\n\n')
    wait_until('the finding to go', function() return not is_told() end)
  end)
end
