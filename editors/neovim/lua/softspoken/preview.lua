-- The message that customers receive, in a split beside the macro: drawn anew while the macro, a snippet or the choices
-- change. What is drawn comes from the server.
local M = {}

-- A pause in typing that is long enough to draw in, in milliseconds.
local pause = 120

local space = vim.api.nvim_create_namespace('softspoken.preview')
local group = vim.api.nvim_create_augroup('softspoken.preview', {})
local highlights = {
  error = 'DiagnosticUnderlineError',
  warning = 'DiagnosticUnderlineWarn',
  information = 'DiagnosticUnderlineInfo',
  hint = 'DiagnosticUnderlineHint',
}

-- By the buffer of the macro: the buffer of the preview, what was chosen and filled in, what the lines are about.
local previews = {}

local function client_of(macro)
  return vim.lsp.get_clients({ bufnr = macro, name = 'softspoken' })[1]
end

-- Neovim reads most of the protocol's nulls as nothing.
local function is_there(value)
  return value ~= nil and value ~= vim.NIL
end

local function lines_of(text)
  return vim.split((text:gsub('\r\n?', '\n'):gsub('\n+$', '')), '\n', { plain = true })
end

-- Draws --------------------------------------------------------------------------------------------------------------

-- Collects lines, with what Enter does on each and what is coloured.
local function new_page()
  local page = { lines = {}, actions = {}, colours = {} }
  function page.add(text, action, colour)
    table.insert(page.lines, (text:gsub('\n', ' ')))
    page.actions[#page.lines] = action
    if colour then
      table.insert(page.colours, { line = #page.lines - 1, from = 0, to = #page.lines[#page.lines], group = colour })
    end
  end
  function page.section(title, rows, add)
    if #rows > 0 then
      page.add('')
      page.add(title, nil, 'Title')
      vim.iter(rows):each(add)
    end
  end
  return page
end

-- Line and column in the message of a byte of its text; carriage returns before line ends are not shown.
local function shown_place(text, byte)
  local before = text:sub(1, byte):gsub('\r\n', '\n'):gsub('\r', '\n')
  local _, line = before:gsub('\n', '')
  return line, #before:match('[^\n]*$')
end

local function add_message(page, result)
  local first = #page.lines
  vim.iter(lines_of(result.text)):each(function(line) page.add(line) end)
  page.marks = {}
  for _, mark in ipairs(result.marks) do
    local finding = result.findings[mark.finding + 1]
    local line, from = shown_place(result.text, mark.start)
    local last, to = shown_place(result.text, mark['end'])
    line, last = first + line, first + last
    if last < #page.lines then
      table.insert(page.colours, { line = line, from = from, last = last, to = to, group = highlights[finding.severity] })
      table.insert(page.marks, { line = line, from = from, last = last, to = to, range = finding.range })
    end
  end
end

local function condition_line(condition)
  local state = condition.state
  local sign = not is_there(state) and '[-]' or state == true and '[x]' or state == false and '[ ]' or ('[%d]'):format(state)
  local notes = {}
  if condition.chosen then table.insert(notes, 'chosen') end
  if condition.fixed then table.insert(notes, 'always so') end
  if is_there(condition.snippet) then table.insert(notes, condition.snippet) end
  return sign .. ' ' .. condition.text .. (#notes > 0 and '  (' .. table.concat(notes, ', ') .. ')' or '')
end

local function draw(preview, result)
  local page = new_page()
  page.add(result.title, nil, 'Title')
  page.add('')
  if is_there(result.problem) then
    local range = result.problem.range
    page.add(result.problem.message, is_there(range) and { does = 'go', range = range } or nil, 'DiagnosticError')
  else
    if is_there(result.subject) then
      page.add('Subject: ' .. result.subject)
      page.add('')
    end
    add_message(page, result)
  end
  page.section('Conditions', result.conditions, function(condition)
    page.add(condition_line(condition), not condition.fixed and { does = 'choose', condition = condition } or nil)
  end)
  page.section('Data', result.data, function(datum)
    local is_text = not is_there(datum.value) or type(datum.value) == 'string'
    local value = not is_there(datum.value) and '' or is_text and datum.value or vim.json.encode(datum.value)
    page.add(datum.name .. ' = ' .. value, { does = 'fill', name = datum.name, value = value, is_text = is_text })
  end)
  page.section('Findings', result.findings, function(finding)
    local elsewhere = finding.shown and '' or ', not in this message'
    page.add(('%s (%s%s)'):format(finding.message, finding.rule, elsewhere), { does = 'go', range = finding.range })
  end)

  preview.actions, preview.marks = page.actions, page.marks or {}
  vim.bo[preview.buffer].modifiable = true
  vim.api.nvim_buf_set_lines(preview.buffer, 0, -1, false, page.lines)
  vim.bo[preview.buffer].modifiable = false
  vim.api.nvim_buf_clear_namespace(preview.buffer, space, 0, -1)
  for _, colour in ipairs(page.colours) do
    local place = { end_row = colour.last or colour.line, end_col = colour.to, hl_group = colour.group }
    vim.api.nvim_buf_set_extmark(preview.buffer, space, colour.line, colour.from, place)
  end
end

local function refresh(macro)
  local preview, client = previews[macro], client_of(macro)
  if not preview or not client then
    return
  end
  preview.asked = preview.asked + 1
  local number = preview.asked
  local options = { panel = true, choices = preview.choices, data = preview.data }
  local params = { command = 'softspoken.preview', arguments = { vim.uri_from_bufnr(macro), options } }
  -- What was overtaken by the next change answers with an error, and the next change draws again.
  client:request('workspace/executeCommand', params, function(err, result)
    if not err and result and previews[macro] == preview and number == preview.asked then
      draw(preview, result)
    end
  end, macro)
end

local function refresh_all()
  vim.iter(vim.tbl_keys(previews)):each(refresh)
end

local timer
local function refresh_soon()
  timer = timer or vim.uv.new_timer()
  timer:stop()
  timer:start(pause, 0, vim.schedule_wrap(refresh_all))
end

-- Answers ------------------------------------------------------------------------------------------------------------

local function go(macro, range)
  local client = client_of(macro)
  if client then
    vim.lsp.util.show_document({ uri = vim.uri_from_bufnr(macro), range = range }, client.offset_encoding, { focus = true, reuse_win = true })
  end
end

local function choose(macro, preview, condition)
  local function answer(value)
    preview.choices[condition.text] = value
    refresh(macro)
  end
  if condition.kind ~= 'loop' then
    return answer(condition.state ~= true)
  end
  vim.ui.input({ prompt = condition.text .. ', rounds: ', default = tostring(condition.state or 0) }, function(text)
    local rounds = tonumber(text)
    if rounds then answer(math.max(0, math.min(10, math.floor(rounds)))) end
  end)
end

local function fill(macro, preview, action)
  vim.ui.input({ prompt = action.name .. ': ', default = action.value }, function(text)
    if text then
      local is_json, value = pcall(vim.json.decode, text)
      preview.data[action.name] = (action.is_text or not is_json) and text or value
      refresh(macro)
    end
  end)
end

-- Enter: goes to the finding under the cursor, turns a condition, asks for a value.
local function act(macro)
  local preview = previews[macro]
  local line, column = unpack(vim.api.nvim_win_get_cursor(0))
  local action = preview.actions[line]
  if action and action.does == 'go' then
    go(macro, action.range)
  elseif action and action.does == 'choose' then
    choose(macro, preview, action.condition)
  elseif action and action.does == 'fill' then
    fill(macro, preview, action)
  end
  for _, mark in ipairs(preview.marks) do
    local behind = line - 1 > mark.line or (line - 1 == mark.line and column >= mark.from)
    local before = line - 1 < mark.last or (line - 1 == mark.last and column < mark.to)
    if behind and before then
      return go(macro, mark.range)
    end
  end
end

-- Backspace: the data decide again.
local function take_back(macro)
  local preview = previews[macro]
  local action = preview.actions[vim.api.nvim_win_get_cursor(0)[1]] or {}
  if action.does == 'choose' then
    preview.choices[action.condition.text] = nil
  elseif action.does == 'fill' then
    preview.data[action.name] = nil
  end
  refresh(macro)
end

-- Opens --------------------------------------------------------------------------------------------------------------

local function new_buffer(macro)
  local buffer = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_buf_set_name(buffer, 'softspoken://preview/' .. macro .. '/' .. vim.fs.basename(vim.api.nvim_buf_get_name(macro)))
  vim.bo[buffer].bufhidden = 'wipe'
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].filetype = 'softspoken-preview'
  local function map(key, action, what)
    vim.keymap.set('n', key, action, { buffer = buffer, nowait = true, desc = what })
  end
  map('<CR>', function() act(macro) end, 'Go to the finding, turn the condition, change the value')
  map('<BS>', function() take_back(macro) end, 'Let the data decide again')
  map('q', '<Cmd>close<CR>', 'Close the preview')
  vim.api.nvim_create_autocmd('BufWipeout', {
    buffer = buffer,
    group = group,
    callback = function() previews[macro] = nil end,
  })
  return buffer
end

-- Opens the preview of a macro, the one in the current window by default, and gives the number of its buffer.
function M.open(macro)
  macro = (macro == nil or macro == 0) and vim.api.nvim_get_current_buf() or macro
  if not client_of(macro) then
    vim.notify('softspoken: no server is attached to this buffer', vim.log.levels.WARN)
    return
  end
  if not previews[macro] then
    -- An empty table would be sent as a list.
    previews[macro] = { buffer = new_buffer(macro), choices = vim.empty_dict(), data = vim.empty_dict(), asked = 0, actions = {}, marks = {} }
  end
  local buffer = previews[macro].buffer
  if vim.fn.bufwinid(buffer) == -1 then
    local window = vim.api.nvim_open_win(buffer, false, { split = 'right', win = vim.fn.bufwinid(macro) })
    vim.wo[window][0].wrap = true
    vim.wo[window][0].linebreak = true
    vim.wo[window][0].number = false
  end
  refresh(macro)
  return buffer
end

-- Listens to changes, and draws where a code lens or a code action asks for a preview.
function M.setup()
  vim.api.nvim_create_autocmd({ 'TextChanged', 'TextChangedI', 'TextChangedP' }, {
    group = group,
    callback = function(event)
      -- A snippet shows in every macro that renders it.
      if next(previews) and vim.bo[event.buf].filetype == 'support-macro' then refresh_soon() end
    end,
  })
  vim.lsp.commands['softspoken.preview'] = function(command)
    local uri = (command.arguments or {})[1]
    M.open(uri and vim.uri_to_bufnr(uri))
  end
end

return M
