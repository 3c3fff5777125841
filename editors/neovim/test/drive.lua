-- Drives the plugin in a real Neovim, as a user does: opens a macro, sees the diagnostic, hovers, takes the quick fix,
-- writes, and looks at the file. Run by run.sh, with the project's folder as the argument.
local project = arg[1]
local rule = 'tone/calm-command'
local patience = 20000

-- Harness -----------------------------------------------------------------------------------------------------------

local function say(text)
  io.stdout:write(text .. '\n')
end

local tests = {}

local function test(name, body)
  table.insert(tests, { name = name, body = body })
end

-- A test goes on where the one before it stopped, so the first failure ends the run.
local function run()
  say(('TAP version 13\n1..%d'):format(#tests))
  for number, each in ipairs(tests) do
    local ok, problem = xpcall(each.body, debug.traceback)
    say(('%s %d - %s'):format(ok and 'ok' or 'not ok', number, each.name))
    if not ok then
      say('  # ' .. tostring(problem):gsub('\n', '\n  # '))
      say(('%d passed, 1 failed, %d skipped'):format(number - 1, #tests - number))
      vim.cmd('cquit 1')
    end
  end
  say(('%d passed, 0 failed'):format(#tests))
  vim.cmd('qall!')
end

local function equal(actual, expected)
  if not vim.deep_equal(actual, expected) then
    error(('expected %s\n     got %s'):format(vim.inspect(expected), vim.inspect(actual)), 2)
  end
end

local function contains(text, part)
  if not text:find(part, 1, true) then
    error(('no “%s” in:\n%s'):format(part, text), 2)
  end
end

local function wait_until(what, condition)
  if not vim.wait(patience, condition, 10) then
    error('waited in vain for ' .. what, 2)
  end
end

local function read(file)
  local handle = assert(io.open(file, 'rb'))
  local bytes = handle:read('*a')
  handle:close()
  return bytes
end

local function write(file, bytes)
  vim.fn.mkdir(vim.fs.dirname(file), 'p')
  local handle = assert(io.open(file, 'wb'))
  handle:write(bytes)
  handle:close()
end

-- What must be seen, from the command line and from the shipped pack ----------------------------------------------------

local folder = vim.fn.getcwd() .. '/support'

local function finding_in(name)
  local run = vim.system({ 'softspoken', 'check', name, '--format', 'json', '--fail-on', 'never', '--no-cache' }, { cwd = folder }):wait()
  assert(run.code == 0, 'softspoken check: ' .. run.stderr)
  for _, finding in ipairs(vim.json.decode(run.stdout).findings) do
    if finding.rule == rule then
      return finding
    end
  end
end

-- Line and byte column from 0, as Neovim counts.
local function place(bytes, offset)
  local before = bytes:sub(1, offset)
  local _, line = before:gsub('\n', '')
  return line, #before:match('[^\n]*$')
end

local function fixed(finding)
  local bytes = read(folder .. '/' .. finding.path)
  local edits = finding.fixes[1].edits
  table.sort(edits, function(a, b) return a.range.start.offset > b.range.start.offset end)
  for _, edit in ipairs(edits) do
    bytes = bytes:sub(1, edit.range.start.offset) .. edit.text .. bytes:sub(edit.range['end'].offset + 1)
  end
  return bytes
end

-- The value of a key below an id.
local function from_packs(id, key)
  local files = vim.fs.find(function(name) return vim.endswith(name, '.toml') end, { path = project .. '/packs', limit = math.huge })
  for _, file in ipairs(files) do
    local _, found = read(file):find('\nid = "' .. id .. '"\n', 1, true)
    if found then
      local entry = read(file):sub(found)
      return entry:match('\n' .. key .. ' = """(.-)"""') or entry:match('\n' .. key .. ' = "(.-)"')
    end
  end
  error('no pack has ' .. id)
end

-- What a user does ------------------------------------------------------------------------------------------------------

local function diagnostics()
  return vim.tbl_filter(function(diagnostic) return diagnostic.code == rule end, vim.diagnostic.get(0))
end

local function open(name)
  vim.cmd.edit({ vim.fs.normalize(folder .. '/' .. name), mods = { silent = true } })
  wait_until('the server to attach', function() return #vim.lsp.get_clients({ bufnr = 0, name = 'softspoken' }) == 1 end)
end

local function go_to(diagnostic)
  vim.api.nvim_win_set_cursor(0, { diagnostic.lnum + 1, diagnostic.col })
end

local function hover_text()
  vim.lsp.buf.hover()
  local text
  wait_until('a hover window', function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true)
        text = table.concat(lines, '\n')
        vim.api.nvim_win_close(window, true)
        return true
      end
    end
    return false
  end)
  return text
end

local function take_preferred_fix()
  vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.isPreferred end })
end

-- Tests -----------------------------------------------------------------------------------------------------------------

local plain = table.concat({
  '---',
  'title: Late parcel',
  'intent: update',
  'channels: [chat]',
  '---',
  'Hi {{ customer.first_name | default: "there" }},',
  '',
  'Please calm down.',
  '',
}, '\n')
write(folder .. '/late.macro', plain)
write(folder .. '/emoji.macro', (plain:gsub(',\n\nPlease', ', 😀 👨‍👩‍👧\n\n🙏 Please'):gsub('\n', '\r\n')))

write(folder .. '/names.macro', '{% assign days = 3 %}We need {{ days }} days.\n{{ customer.fi\n')

test('the queries are those of the grammar', function()
  local theirs, ours = project .. '/grammar/queries/', project .. '/editors/neovim/queries/support_macro/'
  local names = vim.fn.sort(vim.fn.readdir(theirs))
  equal(vim.fn.sort(vim.fn.readdir(ours)), names)
  for _, name in ipairs(names) do
    assert(read(ours .. name) == read(theirs .. name), name .. ' differs: cp grammar/queries/*.scm editors/neovim/queries/support_macro/')
  end
end)

test('a .macro file is a support-macro, and the server attaches to it', function()
  open('late.macro')
  equal(vim.bo.filetype, 'support-macro')
  local client = vim.lsp.get_clients({ bufnr = 0 })[1]
  equal(client.get_language_id(0, vim.bo.filetype), 'support-macro')
end)

test('"Please calm down." has a diagnostic, where the command line sees it', function()
  local finding = finding_in('late.macro')
  wait_until('a diagnostic', function() return #diagnostics() > 0 end)
  equal(#diagnostics(), 1)
  local diagnostic = diagnostics()[1]
  local line, column = place(plain, finding.range.start.offset)
  local end_line, end_column = place(plain, finding.range['end'].offset)
  equal(
    { diagnostic.lnum, diagnostic.col, diagnostic.end_lnum, diagnostic.end_col },
    { line, column, end_line, end_column }
  )
  equal({ diagnostic.source, diagnostic.severity }, { 'softspoken', vim.diagnostic.severity.WARN })
end)

test('hovering shows the technique and why it matters', function()
  go_to(diagnostics()[1])
  local text = hover_text():gsub('%s+', ' ')
  contains(text, from_packs('calm-compassion', 'title'))
  contains(text, from_packs(rule, 'why'))
end)

test('the preferred fix rewords the sentence, and the diagnostic goes', function()
  local after = fixed(finding_in('late.macro'))
  take_preferred_fix()
  wait_until('the diagnostic to go', function() return #diagnostics() == 0 end)
  equal(table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\n') .. '\n', after)
  vim.cmd.write({ mods = { silent = true } })
  equal(read(folder .. '/late.macro'), after)
  equal(finding_in('late.macro'), nil)
end)

test('emoji above and before it, and CRLF, shift nothing', function()
  local bytes = read(folder .. '/emoji.macro')
  local finding = finding_in('emoji.macro')
  local after = fixed(finding)
  open('emoji.macro')
  wait_until('a diagnostic', function() return #diagnostics() == 1 end)
  local diagnostic = diagnostics()[1]
  equal({ diagnostic.lnum, diagnostic.col }, { place(bytes, finding.range.start.offset) })
  go_to(diagnostic)
  take_preferred_fix()
  wait_until('the diagnostic to go', function() return #diagnostics() == 0 end)
  vim.cmd.write({ mods = { silent = true } })
  equal(read(folder .. '/emoji.macro'), after)
end)

test('what is typed is checked as it is typed', function()
  open('late.macro')
  vim.api.nvim_feedkeys(vim.keycode('GoPlease calm down.<Esc>'), 'tx', false)
  wait_until('a diagnostic', function() return #diagnostics() == 1 end)
  equal(diagnostics()[1].lnum, vim.api.nvim_buf_line_count(0) - 1)
  vim.cmd.write({ mods = { silent = true } })
end)

test('the settings of the README take effect', function()
  vim.lsp.enable('softspoken', false)
  wait_until('the server to stop', function() return #vim.lsp.get_clients({ name = 'softspoken' }) == 0 end)
  vim.lsp.config('softspoken', {
    settings = { softspoken = { lint = { severity = { [rule] = 'hint' }, ignore = { 'flow/' } } } },
  })
  vim.lsp.enable('softspoken')
  open('late.macro')
  wait_until('a hint', function()
    local found = diagnostics()
    return #found == 1 and found[1].severity == vim.diagnostic.severity.HINT
  end)
end)

test('completion offers variables while the output is open', function()
  open('names.macro')
  vim.api.nvim_win_set_cursor(0, { 2, #'{{ customer.fi' })
  local client = vim.lsp.get_clients({ bufnr = 0 })[1]
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  params.position.character = #'{{ customer.fi'
  local answer = client:request_sync('textDocument/completion', params, patience, 0)
  local labels = vim.tbl_map(function(item) return item.label end, answer.result.items)
  assert(vim.tbl_contains(labels, 'customer.first_name'), vim.inspect(labels))
end)

test('rename changes every place of a name, and is refused where the name is the help desk\'s', function()
  vim.api.nvim_buf_set_lines(0, 1, 2, true, { '{{ customer.first_name }}' })
  vim.api.nvim_win_set_cursor(0, { 1, #'{% assign ' })
  vim.lsp.buf.rename('wait')
  wait_until('the new name', function()
    return vim.api.nvim_buf_get_lines(0, 0, 1, true)[1] == '{% assign wait = 3 %}We need {{ wait }} days.'
  end)
  local client = vim.lsp.get_clients({ bufnr = 0 })[1]
  vim.api.nvim_win_set_cursor(0, { 2, 5 })
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  local answer = client:request_sync('textDocument/prepareRename', params, patience, 0)
  contains(answer.err.message, 'is a name that the help desk gives')
end)

test('the outline has the passages of the macro', function()
  local items
  vim.lsp.buf.document_symbol({ on_list = function(list) items = list.items end })
  wait_until('the outline', function() return items ~= nil end)
  local texts = vim.tbl_map(function(item) return item.text end, items)
  assert(vim.iter(texts):any(function(text) return text:find('We need', 1, true) ~= nil end), vim.inspect(texts))
end)

dofile(project .. '/editors/neovim/test/preview.lua')({
  test = test, equal = equal, contains = contains, wait_until = wait_until, write = write, open = open, folder = folder,
})

dofile(project .. '/editors/neovim/test/desks.lua')({
  test = test, equal = equal, wait_until = wait_until, read = read, write = write, open = open, go_to = go_to,
})

test('a macro that is not on disk yet is checked, outside any folder', function()
  open('../new.macro')
  vim.api.nvim_buf_set_lines(0, 0, -1, true, { 'Please calm down.' })
  wait_until('a diagnostic', function() return #diagnostics() == 1 end)
end)

test('the compiled grammar colours variables, tags and slots', function()
  vim.cmd.enew({ bang = true })
  vim.api.nvim_buf_set_lines(0, 0, -1, true, { 'Hi {{ customer.first_name | default: "there" }}', '{% if a %}[[when: day]]{% endif %}' })
  vim.bo.filetype = 'support-macro'
  local function captures(line, column)
    return vim.tbl_map(function(capture) return capture.capture end, vim.treesitter.get_captures_at_pos(0, line, column))
  end
  vim.treesitter.get_parser(0):parse(true)
  assert(vim.treesitter.highlighter.active[vim.api.nvim_get_current_buf()], 'colours are off')
  assert(vim.tbl_contains(captures(0, 6), 'variable'), vim.inspect(captures(0, 6)))
  assert(vim.tbl_contains(captures(0, 28), 'function'), vim.inspect(captures(0, 28)))
  assert(vim.tbl_contains(captures(1, 3), 'keyword.conditional'), vim.inspect(captures(1, 3)))
  assert(vim.tbl_contains(captures(1, 12), 'label'), vim.inspect(captures(1, 12)))
end)

test('front matter is YAML and text is Markdown inside a macro', function()
  vim.cmd.enew({ bang = true })
  vim.api.nvim_buf_set_lines(0, 0, -1, true, { '---', 'title: A', '---', 'Dear **{{ name }}**,', '', '- one' })
  vim.bo.filetype = 'support-macro'
  local parser = vim.treesitter.get_parser(0)
  local root = parser:parse(true)[1]:root()
  local query = vim.treesitter.query.get('support_macro', 'injections')
  local languages = {}
  for _, _, metadata in query:iter_matches(root, 0) do
    languages[metadata['injection.language']] = true
  end
  equal(languages, { yaml = true, markdown = true })
  -- Neovim ships no YAML grammar, so only the other one can be seen at work.
  assert(parser:children().markdown, 'Markdown is not parsed')
end)

test('front matter folds', function()
  vim.cmd.edit({ folder .. '/emoji.macro', bang = true })
  vim.wo.foldmethod = 'expr'
  vim.wo.foldexpr = 'v:lua.vim.treesitter.foldexpr()'
  wait_until('a fold', function()
    vim.cmd('normal! zxzM')
    return vim.fn.foldclosed(1) == 1
  end)
  equal(vim.fn.foldclosedend(1), 5)
end)

vim.o.showmode = false
run()
