# Writes macros of the part of Liquid that the macro language shares, with data, and what Liquid 5.4 makes of them.
# Usage: ruby generate.rb > cases.jsonl (see README.md). The first line holds the data sets, every other line one case.

require 'json'
ENV['TZ'] = 'UTC'
require 'liquid'

raise "Liquid 5.4 is needed, not #{Liquid::VERSION}" unless Liquid::VERSION.start_with?('5.4')

# Help desks run Liquid inside of Rails, which gives every value this question; without it `blank` never equals anything.
class Object
  def blank?
    respond_to?(:empty?) ? !!empty? : !self
  end
end

class String
  def blank?
    match?(/\A[[:space:]]*\z/)
  end
end

SEED = 20_261_122
DRAW = Random.new(SEED)

def pick(list)
  list[DRAW.rand(list.length)]
end

def chance(share)
  DRAW.rand < share
end

DATA = [
  {
    'name' => 'Priya', 'empty' => '', 'space' => " \t", 'zero' => 0, 'one' => 1, 'n' => 7, 'neg' => -3, 'price' => 19.5,
    'tiny' => 0.00001, 'huge' => 1e20, 'big' => 123_456_789_012_345, 'yes' => true, 'no' => false, 'nothing' => nil,
    'digits' => '12', 'decimal' => '3.75', 'mixed' => '7 days', 'long' => 'The quick brown  fox jumps over the lazy dog',
    'html' => %q(<p class="a">Fish &amp; "chips" & 'peas'</p><script>x < 1</script><!-- c --> ok),
    'lines' => "one\ntwo\r\nthree\n", 'accents' => 'Ärger über Straße, ďalší ñandú 😀',
    'csv' => 'b,a,,c,', 'list' => %w[pear Apple fig apple], 'numbers' => [3, 1, 2, 10], 'floats' => [1.5, 0.5, 2],
    'nils' => [3, nil, 1, nil], 'none' => [], 'nested' => [[1, [2, nil]], ['x'], []], 'bag' => { 'size' => 'L', 'first' => 'f', 'k' => [1, 2] },
    'obj' => { 'b' => 1, 'a' => { 'c' => [5, 6, { 'd' => 'deep' }] }, 'z' => nil }, 'hollow' => {},
    'items' => [
      { 'name' => 'Mug', 'price' => 12.5, 'qty' => 2, 'gift' => true },
      { 'name' => 'tea', 'price' => 4, 'qty' => 10, 'gift' => false },
      { 'name' => 'Bowl', 'price' => 12.5, 'qty' => 1 },
      { 'name' => nil, 'price' => 0, 'qty' => 3, 'gift' => nil }
    ],
    'day' => '2026-02-20', 'moment' => '2026-02-20T15:04:05Z', 'offset' => '2026-02-20 15:04:05 +0530', 'stamp' => 1_700_000_000,
    'key' => 'name', 'index' => 1, 'url' => 'a b&c=d/é?+%20*~'
  },
  { 'name' => nil, 'n' => 2, 'yes' => false, 'no' => true, 'list' => [], 'numbers' => [5], 'items' => [], 'price' => 5,
    'long' => '', 'empty' => 'full', 'digits' => 'x', 'obj' => nil, 'one' => 1.0, 'zero' => 0.0, 'day' => '2024-12-30' }
].freeze

SNIPPETS = {
  'greet' => 'Hi {{ who | default: "there" }}{{ own }}{% assign own = "set" %}',
  'count' => '{%- assign n2 = n | plus: 1 -%} {{ n2 }}/{{ name }} ',
  'branch' => "{% if flag %}\n yes {{ flag }}\n{% else %}no{% endif %}",
  'outer' => '<{% render "greet", who: name %}|{% render "branch", flag: flag %}>'
}.freeze

class Files
  def read_template_file(name)
    SNIPPETS.fetch(name)
  end
end

def liquid(template, data)
  context = Liquid::Context.build(static_environments: data, registers: Liquid::Registers.new(file_system: Files.new))
  Liquid::Template.parse(template, error_mode: :lax).render(context)
end

NAMES = DATA.first.keys.freeze
SCALARS = %w[name empty space zero one n neg price tiny huge big yes no nothing digits decimal mixed missing].freeze
TEXTS = %w[name empty space long html lines accents csv digits mixed url].freeze
LISTS = %w[list numbers floats nils none nested items].freeze
NUMBERS = %w[zero one n neg price tiny huge big digits decimal mixed nothing 3 -7 2.5 -0.5 10 0 1.0 100 "4" "1.25"].freeze
PATHS = %w[
  obj.b obj.a.c[0] obj.a.c[-1].d obj["a"].c obj.z obj.missing.deep list[0] list[index] list[-1] list[9] list.size list.first
  list.last bag.size bag.first bag.k.size name.size n.size hollow.size items[0].name items.first.price items[index]["qty"] obj.first
  numbers.last none.first missing.size obj[key] name[0] items.last.name nested[0][1][0] list["0"] list.length (1..4).size
].freeze
LITERALS = ['"a"', "'it''s'".sub("''", ' '), '"Priya"', "''", '5', '-2', '3.0', '0.1', '007', '1.50', 'true', 'false', 'nil', 'null',
            'empty', 'blank', '(1..3)', '(n..10)', '(3..1)', '(zero..index)', '""'].freeze
OPERATORS = %w[== != <> < <= > >= contains].freeze

def value
  case DRAW.rand(10)
  when 0..4 then pick(NAMES)
  when 5, 6 then pick(LITERALS)
  else pick(PATHS.reject { |path| path.start_with?('(') })
  end
end

def texts
  chance(0.8) ? pick(TEXTS) : value
end

def lists
  chance(0.8) ? pick(LISTS) : value
end

def number
  pick(NUMBERS)
end

def quoted
  pick(['"a"', '" "', '","', '""', "'e'", '"an"', '"the"', '"\n"', '"Ä"', '"<b>"', '"\\\\"', '"x\\\\0y"', '"[\\\\&]"', '"."', '"1"'])
end

FORMATS = ['%d %B %Y', '%Y-%m-%d', '%-d/%-m/%y', '%A, %b %e', '%H:%M:%S', '%I:%M %p', '%l%P', '%j|%U|%W|%V|%G|%u|%w', '%s', '%z %Z %:z',
           '%c', '%x %X %D %F %T %R %r', '%^a %^B %#p', '%3d %-H %_m %010Y', '%L %N %3N', '%h %n %t %%', '%q %', '%C %y %g', '%v', '%', 'a %-', '%:d %Ed %10q %::z %10z'].freeze
DAYS = ['day', 'moment', 'offset', 'stamp', '"2026-12-31"', '"2024-02-29 23:59"', '"20 February 2026"', '"Feb 3, 2025"', '"3rd March 2025"',
        '"2026/1/5"', '"Fri, 20 Feb 2026 10:00:00 +0000"', '"2026-02-20T10:00:00.250+01:00"', '"not a day"', 'name', 'nothing', 'empty',
        '"1700000000"', '0', 'price', '"2026-02-30"', '"20.02.2026"', '"5-Jan-2026"', '"2026-02-20 3:05pm"', '"20260220"', '"March 2025"', '"1/2/2026"', '"02/20/26"',
        '"2026-051"', '"2026-02"', '"2026-02-20 10:00 EST"', '"Feb 20th, 2026 at 5pm"', '"2026-02-20 5 pm"', '"20260220T101112Z"', '-1', '"2026-01-01 24:00"',
        '"2026-01-01 25:00"', '"13/2/2026"', '"20 Feb 26"'].freeze

def filter
  case DRAW.rand(51)
  when 0 then "append: #{chance(0.5) ? quoted : value}"
  when 1 then "prepend: #{chance(0.5) ? quoted : value}"
  when 2 then 'upcase'
  when 3 then 'downcase'
  when 4 then 'capitalize'
  when 5 then 'strip'
  when 6 then pick(%w[lstrip rstrip])
  when 7 then 'strip_html'
  when 8 then 'strip_newlines'
  when 9 then 'newline_to_br'
  when 10 then "replace: #{quoted}, #{quoted}"
  when 11 then "replace_first: #{quoted}, #{quoted}"
  when 12 then "replace_last: #{quoted}, #{quoted}"
  when 13 then "remove: #{quoted}"
  when 14 then "#{pick(%w[remove_first remove_last])}: #{quoted}"
  when 15 then pick(['truncate', "truncate: #{pick(%w[5 0 -1 10 "8" 3.0 nothing])}", "truncate: #{pick(%w[5 9])}, #{quoted}"])
  when 16 then pick(['truncatewords', "truncatewords: #{pick(%w[1 3 0 -2 "2"])}", "truncatewords: 2, #{quoted}"])
  when 17 then "split: #{quoted}"
  when 18 then "slice: #{pick(%w[0 1 -2 -9 50 "1"])}#{chance(0.6) ? ", #{pick(%w[2 0 -1 100 nothing])}" : ''}"
  when 19 then 'escape'
  when 20 then 'escape_once'
  when 21 then 'url_encode'
  when 22 then 'url_decode'
  when 23 then 'base64_encode'
  when 24 then 'base64_url_safe_encode'
  when 25 then 'size'
  when 26 then 'first'
  when 27 then 'last'
  when 28 then chance(0.3) ? 'join' : "join: #{quoted}"
  when 29 then 'reverse'
  when 30 then pick(['sort', 'sort', 'sort: "price"', 'sort: "name"', 'sort: "qty"'])
  when 31 then pick(['sort_natural', 'sort_natural', 'sort_natural: "name"', 'sort_natural: "price"'])
  when 32 then pick(['uniq', 'uniq', 'uniq: "price"'])
  when 33 then pick(['compact', 'compact', 'compact: "gift"', 'compact: "name"'])
  when 34 then "concat: #{lists}"
  when 35 then "map: #{pick(['"name"', '"price"', '"a"', '"missing"', 'key'])}"
  when 36 then "where: #{pick(['"gift"', '"price", 12.5', '"name", "tea"', '"gift", true', '"gift", false', '"qty", 10'])}"
  when 37 then 'abs'
  when 38 then "plus: #{number}"
  when 39 then "minus: #{number}"
  when 40 then "times: #{number}"
  when 41 then "divided_by: #{number}"
  when 42 then "modulo: #{number}"
  when 43 then 'ceil'
  when 44 then 'floor'
  when 45 then pick(['round', 'round: 1', 'round: 2', 'round: 0', 'round: -1'])
  when 46 then "at_least: #{number}"
  when 47 then "at_most: #{number}"
  when 48 then "default: #{value}"
  when 49 then "default: #{quoted}, allow_false: #{pick(%w[true false yes])}"
  when 50 then pick(['upcase: 1', 'append', 'replace: "a"', 'slice', 'plus', 'split', 'default', 'date', 'truncate: 1, 2, 3', 'strip: a: 1'])
  end
end

def input_for(filter)
  case filter
  when /\A(plus|minus|times|divided_by|modulo|abs|ceil|floor|round|at_)/ then chance(0.85) ? number : value
  when /\A(join|reverse|sort|uniq|compact|concat|map|where|first|last|size|slice)/ then lists
  when /\Adefault/ then value
  else texts
  end
end

def output
  # Only on texts known to be days with a year: all else depends on the day on which this runs.
  return "{{ #{pick(DAYS)} | date: \"#{pick(FORMATS)}\" }}" if chance(0.03)

  first = filter
  filters = [first]
  filters << filter while chance(0.35)
  filters = [] if chance(0.12)
  open, close = dashes(0.1)
  "{{#{open} #{input_for(first)}#{filters.map { |text| " | #{text}" }.join} #{close}}}"
end

# The hyphens of a delimiter.
def dashes(share)
  [chance(share) ? '-' : '', chance(share) ? '-' : '']
end

def tag(text)
  open, close = dashes(0.2)
  "{%#{open} #{text} #{close}%}"
end

def comparison
  return value if chance(0.35)

  left = chance(0.25) ? pick(LITERALS) : value
  right = chance(0.5) ? pick(LITERALS) : value
  "#{left} #{pick(OPERATORS)} #{right}"
end

def condition
  parts = [comparison]
  parts << pick(%w[and or]) << comparison while chance(0.3)
  parts.join(' ')
end

def white
  pick(['', ' ', "\n", "\n\n", "  \n ", "\t", "\r\n", '   '])
end

def prose
  pick(['Hello', 'a b', 'x', '.', 'über', '{', '}', '%', '-', '| y', '"', "it's", '[x]', '<br>', '😀'])
end

def text
  white + (chance(0.7) ? prose : '') + white
end

LOCALS = %w[v w total].freeze
LOOP = %w[x item].freeze

def simple
  pick(['v', 'w', 'total', 'x', 'item', 'x.name', 'item.price', 'name', 'n', 'forloop.index', 'forloop.last', 'item.size', 'x[0]', 'items.size'])
end

def body(depth)
  out = +''
  (1 + DRAW.rand(3)).times { out << part(depth) }
  out
end

def part(depth)
  roll = depth.zero? ? DRAW.rand(9) : DRAW.rand(20)
  case roll
  when 0, 1 then text
  when 2 then white
  when 3 then "{{ #{simple} }}"
  when 4 then output
  when 5 then tag("assign #{pick(LOCALS)} = #{chance(0.5) ? value : simple}#{chance(0.4) ? " | #{filter}" : ''}")
  when 6 then pick([tag('comment') + text + tag('endcomment'), tag('# note'), tag('comment') + tag('endcomment'), tag('# a | b: {{ x }'.sub(' {{ x }', ''))])
  when 7 then tag('raw').sub(/\A\{%-/, '{%-') + pick(['', ' ', 'a {{ b }} c', '{% if %}', "\n x "]) + "{% endraw #{chance(0.2) ? '-' : ''}%}"
  when 8 then tag("render '#{pick(SNIPPETS.keys)}'#{pick(['', ', who: name', ', n: n', ', flag: yes', ', who: "you", flag: no', ", name: #{value}"])}")
  when 9, 10, 11 then conditional(depth - 1)
  when 12, 13 then tag("unless #{condition}") + body(depth - 1) + (chance(0.4) ? tag('else') + body(depth - 1) : '') + tag('endunless')
  when 14, 15 then cases(depth - 1)
  when 16, 17, 18 then loops(depth - 1)
  else tag("capture #{pick(LOCALS)}") + body(depth - 1) + tag('endcapture')
  end
end

def conditional(depth)
  out = tag("if #{condition}") + body(depth)
  out << tag("elsif #{condition}") << body(depth) while chance(0.3)
  out << tag('else') << body(depth) if chance(0.5)
  out << tag('endif')
end

def cases(depth)
  out = tag("case #{value}") + white
  (1 + DRAW.rand(3)).times do
    values = [pick(LITERALS.reject { |text| text.start_with?('(') })]
    values << pick(LITERALS.reject { |text| text.start_with?('(') }) while chance(0.3)
    out << tag("when #{values.join(pick([', ', ' or ']))}") << body(depth)
  end
  out << tag('else') << body(depth) if chance(0.5)
  out << tag('endcase')
end

def loops(depth)
  options = []
  options << "limit: #{pick(%w[1 2 n 0 -1 nothing "2" 1.5])}" if chance(0.3)
  options << "offset: #{pick(%w[1 2 index -1 nothing name])}" if chance(0.25)
  list = pick(%w[list numbers items none nested bag name empty nothing (1..3) (1..n) (5..2) obj missing csv obj.a.c])
  out = tag("for #{pick(LOOP)} in #{list}#{chance(0.2) ? ' reversed' : ''}#{options.map { |text| " #{text}" }.join}") + body(depth)
  out << tag('else') << body(depth) if chance(0.3)
  out << tag('endfor')
end

EDGES = [
  'a {{- "b" -}} c', "a \n {%- if yes -%} \n b \n {%- endif -%} \n c", '{% if nothing %} {% endif %}|', '{% if yes %}  {% endif %}|',
  '{% if yes %} {% assign v = 1 %} {% endif %}{{ v }}|', '{% if yes %} {% comment %}x{% endcomment %} {% else %} {% endif %}|',
  '{% if yes %} {% if no %} {% endif %} {% endif %}|', '{% if yes %} {% if no %}x{% endif %} {% endif %}|', '{% for x in list %} {% endfor %}|',
  '{% for x in list %} {% capture v %} {{ x }} {% endcapture %} {% endfor %}{{ v }}|', '{% unless no %} {% endunless %}|',
  '{% case n %} {% when 7 %} {% else %} {% endcase %}|', '{% case n %} x {% when 7 %} {% endcase %}|', '{% case n %}{% when 7 %}a{% when 7, 7 %}b{% else %}c{% endcase %}',
  '{% if yes %}{% raw %}{% endraw %} {% endif %}|', '{% if yes %} {% raw %} {% endraw %} {% endif %}|',
  '{% capture v %} {% if yes %} {% endif %} {% endcapture %}[{{ v }}]', '{% if false and false or true %}a{% else %}b{% endif %}', '{% if true or true and false %}a{% else %}b{% endif %}',
  '{% if missing == nil %}a{% endif %}{% if missing == false %}b{% endif %}{% if missing %}c{% endif %}', '{% if empty == empty %}a{% else %}b{% endif %}', '{% if empty %}a{% endif %}',
  '{% if none == empty %}a{% endif %}{% if hollow == empty %}b{% endif %}{% if nothing == empty %}c{% endif %}{% if space == empty %}d{% endif %}',
  '{% if none == blank %}a{% endif %}{% if hollow == blank %}b{% endif %}{% if nothing == blank %}c{% endif %}{% if space == blank %}d{% endif %}{% if zero == blank %}e{% endif %}{% if no == blank %}f{% endif %}',
  '{% if 1 == 1.0 %}a{% endif %}{% if "1" == 1 %}b{% endif %}{% if one == 1 %}c{% endif %}', '{% if "a" < 1 %}a{% else %}b{% endif %}|', '{% if 1 < "a" %}a{% else %}b{% endif %}|', '{% if 1.5 < "a" %}a{% endif %}|',
  '{% if "a" >= 2.5 %}a{% endif %}|', '{% if nothing < 1 %}a{% else %}b{% endif %}', '{% if list < list %}a{% else %}b{% endif %}', '{% if "b" > "a" %}a{% endif %}', '{% if "a" < 1 %} {% endif %}|',
  '{% if list contains "fig" %}a{% endif %}{% if name contains "iya" %}b{% endif %}{% if bag contains "k" %}c{% endif %}{% if n contains 7 %}d{% endif %}{% if digits contains 1 %}e{% endif %}',
  '{% if nothing contains "a" %}a{% else %}b{% endif %}{% if list contains nothing %}a{% else %}b{% endif %}', '{% assign r = (1..5) %}{% if r contains 3 %}a{% endif %}{% if r contains 9 %}b{% endif %}{{ r }} {{ r.size }} {{ r.first }} {{ r.last }}',
  '{{ list }}|{{ nested }}|{{ obj }}|{{ hollow }}|{{ none }}|{{ nils }}|{{ bag }}', '{{ (1..3) }}', '{{ huge }} {{ tiny }} {{ price }} {{ 1.0 }} {{ 1.50 }} {{ 007 }} {{ big }}',
  '{{ "a" | append: nothing }}|{{ list | append: "x" }}|{{ obj | upcase }}', '{{ 0.1 | plus: 0.2 }} {{ 1 | divided_by: 3.0 }} {{ 7 | divided_by: 2 }} {{ -7 | divided_by: 2 }} {{ -7 | modulo: 3 }} {{ 7.5 | modulo: 2 }}',
  '{{ 1 | divided_by: 0 }}|{{ 1 | modulo: 0 }}|{{ 1.0 | divided_by: 0 }}|{{ 1 | divided_by: 0.0 }}', '{% assign v = 1 | divided_by: 0 %}[{{ v }}]', '{{ "3.5" | plus: "1" }} {{ "x" | plus: 1 }} {{ nothing | plus: 1 }} {{ list | plus: 1 }}',
  '{{ 2.5 | round }} {{ -2.5 | round }} {{ 3.14159 | round: 2 }} {{ 5 | round: 2 }} {{ 1234 | round: -2 }} {{ "2.675" | round: 2 }}', '{{ 4.2 | ceil }} {{ -4.2 | ceil }} {{ 4.8 | floor }} {{ -4.2 | floor }} {{ "x" | ceil }}',
  '{{ 5 | at_least: 5.0 }} {{ 5 | at_most: "3" }} {{ -1.5 | abs }} {{ "-3" | abs }}', '{{ no | default: "d" }} {{ no | default: "d", allow_false: true }} {{ empty | default: "d" }} {{ space | default: "d" }} {{ zero | default: "d" }} {{ none | default: "d" }}',
  '{% for x in (1..3) %}{% assign x = 9 %}{{ x }}{% endfor %}{{ x }}', '{% assign x = 1 %}{% for x in list %}{{ x }} {% endfor %}{{ x }}', '{% for x in list %}{% for x in numbers %}{{ x }}{% endfor %}{{ x }}{% endfor %}',
  '{% for x in bag %}{{ x[0] }}={{ x[1] }};{% endfor %}', '{% for x in name %}[{{ x }}]{% else %}none{% endfor %}', '{% for x in empty %}[{{ x }}]{% else %}none{% endfor %}', '{% for x in (1..5) reversed limit: 2 offset: 1 %}{{ x }}{% endfor %}',
  '{% for x in list limit: name %}{{ x }}{% endfor %}|', '{% for x in (1..2) %}{{ forloop.index }}{{ forloop.index0 }}{{ forloop.rindex }}{{ forloop.rindex0 }}{{ forloop.first }}{{ forloop.last }}{{ forloop.length }}{% endfor %}',
  '{% for x in (1..2) %}{% for y in (1..2) %}{{ forloop.parentloop.index }}{{ forloop.index }} {% endfor %}{% endfor %}', '{% for x in (price..4) %}{{ x }}{% else %}e{% endfor %}|', '{% for x in ("2".."4") %}{{ x }}{% endfor %}',
  "{% render 'greet' %}", "{% assign own = 'mine' %}{% render 'greet', who: 'you' %}{{ own }}", "{% for x in (1..2) %}{% render 'count', n: x %}{% endfor %}", "{% render 'outer', flag: list %}", "{% render 'branch', flag: 1 %}",
  '{{ items | map: "name" | join: ", " }}', '{{ items | where: "gift" | map: "name" }}', '{{ items | sort: "price" | map: "name" | join }}', '{{ nils | sort | join: "-" }}|{{ nils | compact | join: "-" }}', '{{ list | sort | join }}|{{ list | sort_natural | join }}',
  '{{ floats | sort | join }}', '{{ numbers | sort: "x" }}|{{ list | map: "name" }}|{{ numbers | map: "a" }}|{{ list | where: "fig" }}', '{{ nested | join: "," }}|{{ nested | size }}|{{ nested | first }}|{{ nested | reverse | join: "," }}', '{{ bag | join }}|{{ bag | size }}|{{ bag | first }}',
  '{{ "a,b,,c,," | split: "," | size }} {{ "" | split: "," | size }} {{ "abc" | split: "" | join: "-" }} {{ " a  b " | split: " " | join: "-" }}', '{{ "a b " | truncatewords: 2 }}|{{ " a b c" | truncatewords: 2 }}|{{ "a b c" | truncatewords: 3 }}|{{ "a  b" | truncatewords: 2 }}',
  '{{ "abcdef" | truncate: 5 }}|{{ "abcdef" | truncate: 6 }}|{{ "abcdef" | truncate: 2 }}|{{ "abcdef" | truncate: 4, "" }}|{{ "abcdef" | truncate: "x" }}', '{{ "abc" | slice: 1 }}|{{ "abc" | slice: -2, 2 }}|{{ "abc" | slice: 9 }}|{{ list | slice: 1, 2 | join }}|{{ "é😀x" | slice: 1 }}',
  '{{ "a.b.c" | replace_last: ".", "!" }}|{{ "aaa" | replace: "", "-" }}|{{ "abc" | remove_last: "" }}|{{ "a\b" | replace: "b", "\\\\" }}', '{{ html | strip_html }}|{{ html | escape }}|{{ html | escape_once }}', '{{ "<a<b>c" | strip_html }}|{{ "<script>x" | strip_html }}|{{ "a > b" | strip_html }}',
  '{{ url | url_encode }}|{{ url | url_decode }}|{{ "%FF" | url_decode }}|{{ "%zz+" | url_decode }}', '{{ "aGk=" | base64_decode }}|{{ "aGk" | base64_decode }}|{{ "aGk" | base64_url_safe_decode }}|{{ "?" | base64_decode }}|{{ accents | base64_encode }}',
  '{{ "ßa Straße" | upcase }}|{{ "ßa" | capitalize }}|{{ "ÉCOLE" | downcase }}|{{ "éCOLE" | capitalize }}|{{ "" | capitalize }}', '{{ name | unknown_filter: 1 | upcase }}', '{{ nothing | escape }}|{{ nothing | truncate }}|{{ nothing | upcase }}|{{ nothing | size }}',
  "\n{% assign v = 'x' %}\n{% # note %}\n{{ v }}\n", "{% comment %}{{ x }}{% endcomment %}{%- comment -%} y {%- endcomment -%} z", 'a {% raw -%} b {% endraw %} c', 'a {%- raw %} b {% endraw -%} c', "a \u00a0{{- 'b' -}}\u00a0 c",
  '{{ items[0]["name"] }}{{ items[index].name }}{{ items[-2].name }}{{ list[n] }}{{ obj[key] }}{{ obj.a["c"][2].d }}', '{{ name.first }}{{ n.size }}{{ price.size }}{{ yes.size }}{{ bag.size }}{{ obj.size }}{{ hollow.first }}', '{{ "a" "b" }}', '{{ "x" | split: "x" | first }}|',
  '{% assign v = list | concat: numbers %}{{ v | size }}{{ v | last }}|{{ list | concat: 1 }}|{{ v | sort }}', '{{ numbers | uniq | join }}{{ "a,b,a" | split: "," | uniq | join }}{{ nested | uniq | size }}', '{% assign v = "" | split: "" %}{% for x in v %}x{% else %}e{% endfor %}',
  '{% if yes and no or yes and nothing or n > 3 and price %}a{% else %}b{% endif %}', '{% unless no %}a{% elsif yes %}b{% else %}c{% endunless %}{% unless yes %}a{% elsif yes %}b{% else %}c{% endunless %}', '{%- if yes -%}{%- endif -%} x'
].freeze

cases = {}
EDGES.each { |template| 2.times { |set| cases[[template, set]] = true } }
cases[["{{ #{pick(DAYS)} | date: \"#{pick(FORMATS)}\" }}", 0]] = true while cases.length < 700
cases[[output, chance(0.85) ? 0 : 1]] = true while cases.length < 2000
cases[["{% if #{condition} %}a{% else %}b{% endif %}", chance(0.8) ? 0 : 1]] = true while cases.length < 2600
cases[[body(1 + DRAW.rand(3)), chance(0.7) ? 0 : 1]] = true while cases.length < 4600

puts JSON.generate('seed' => SEED, 'liquid' => Liquid::VERSION, 'data' => DATA, 'snippets' => SNIPPETS)
cases.each_key do |template, set|
  next if template.length > 400 || template.include?('[[')

  begin
    printed = liquid(template, DATA[set])
  rescue Liquid::SyntaxError
    next
  end
  next if printed.length > 1200 || !printed.valid_encoding?

  puts JSON.generate([set, template, printed.dup.force_encoding('UTF-8')])
end
