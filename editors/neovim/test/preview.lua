-- What a user does with the preview: opens it, types, turns a condition, changes a value, goes to a finding.
-- `use` has the means of drive.lua.
return function(use)
  local test, equal, contains, wait_until = use.test, use.equal, use.contains, use.wait_until
  local buffer

  use.write(use.folder .. '/gift.macro', table.concat({
    'Hi {{ customer.first_name | default: "there" }},',
    '',
    '{% if order.gift %}😀 Please calm down.{% endif %} Thank you.',
    '{% for item in order.items %}',
    '- {{ item }}',
    '{% endfor %}',
    '',
  }, '\n'))

  local function shown()
    return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), '\n')
  end

  local function shows(text)
    wait_until(('“%s” in the preview'):format(text), function() return shown():find(text, 1, true) ~= nil end)
  end

  -- Puts the cursor of the preview on a text and presses keys there.
  local function press(text, keys)
    vim.api.nvim_set_current_win(vim.fn.bufwinid(buffer))
    for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, true)) do
      local column = line:find(text, 1, true)
      if column then
        vim.api.nvim_win_set_cursor(0, { number, column - 1 })
        vim.api.nvim_feedkeys(vim.keycode(keys), 'tx', false)
        return
      end
    end
    error(('no “%s” in:\n%s'):format(text, shown()))
  end

  -- Answers the next question that is asked at the prompt.
  local function answer(text, action)
    local input = vim.ui.input
    vim.ui.input = function(_, done) done(text) end
    action()
    vim.ui.input = input
  end

  test('the preview opens beside the macro, with sample data', function()
    use.open('gift.macro')
    vim.cmd.SoftspokenPreview()
    local split = vim.iter(vim.api.nvim_list_bufs()):find(function(one) return vim.bo[one].filetype == 'softspoken-preview' end)
    buffer = assert(split, 'no preview')
    shows('Hi Priya,')
    contains(shown(), '[ ] order.gift')
    contains(shown(), '- Tea towel')
    equal(vim.api.nvim_buf_get_name(0), vim.fs.normalize(use.folder) .. '/gift.macro')
  end)

  test('a condition brings a branch, with its finding underlined', function()
    press('[ ] order.gift', '<CR>')
    shows('Please calm down.')
    contains(shown(), '[x] order.gift  (chosen)')
    -- A hint, as the settings of an earlier test have it.
    local space = vim.api.nvim_get_namespaces()['softspoken.preview']
    local underlined = vim.iter(vim.api.nvim_buf_get_extmarks(buffer, space, 0, -1, { details = true })):map(function(mark)
      local _, line, column, details = unpack(mark)
      return details.hl_group == 'DiagnosticUnderlineHint' and vim.api.nvim_buf_get_text(buffer, line, column, details.end_row, details.end_col, {})[1] or nil
    end):totable()
    equal(underlined, { 'Please calm down' })
  end)

  test('a finding in the preview leads to its place in the macro', function()
    press('calm down', '<CR>')
    equal(vim.fs.basename(vim.api.nvim_buf_get_name(0)), 'gift.macro')
    equal(vim.api.nvim_win_get_cursor(0), { 3, #'{% if order.gift %}😀 ' })
  end)

  test('the preview follows what is typed', function()
    vim.api.nvim_feedkeys(vim.keycode('cwDo<Esc>'), 'tx', false)
    vim.api.nvim_exec_autocmds('TextChanged', {})
    shows('Do calm down.')
  end)

  test('values can be filled in, and loops go round as often as wanted', function()
    answer('Ann', function() press('customer.first_name =', '<CR>') end)
    shows('Hi Ann,')
    answer('3', function() press('item in order.items', '<CR>') end)
    shows('[3] item in order.items  (chosen)')
    press('customer.first_name =', '<BS>')
    shows('Hi Priya,')
    press('[x] order.gift', '<BS>')
    shows('[ ] order.gift')
  end)

  test('the code lens opens the preview, and closing it ends it', function()
    press('Hi Priya', 'q')
    assert(not vim.api.nvim_buf_is_valid(buffer), 'it is still there')
    vim.lsp.codelens.refresh({ bufnr = 0 })
    wait_until('code lenses', function() return #vim.lsp.codelens.get(0) > 0 end)
    local lens = vim.iter(vim.lsp.codelens.get(0)):find(function(one) return one.command.title == 'Preview' end)
    vim.lsp.get_clients({ bufnr = 0 })[1]:exec_cmd(lens.command, { bufnr = 0 })
    buffer = vim.iter(vim.api.nvim_list_bufs()):find(function(one) return vim.bo[one].filetype == 'softspoken-preview' end)
    shows('Hi Priya,')
    press('Hi Priya', 'q')
    vim.cmd.edit({ bang = true, mods = { silent = true } })
  end)
end
