// What each piece of a macro is coloured as, by the tokenizer that VS Code itself uses.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { before, test } from 'node:test';
import * as oniguruma from 'vscode-oniguruma';
import { type IGrammar, INITIAL, parseRawGrammar, Registry } from 'vscode-textmate';

const grammarFile = 'syntaxes/support-macro.tmLanguage.json';
// Stands in for the editor's own YAML grammar, down to what makes embedding hard: a block that wants to go on.
const yaml = {
  scopeName: 'source.yaml',
  patterns: [{ name: 'string.block.yaml', begin: '\\|$', end: '^(?=\\S)' }, { match: '^\\w+(?=:)', name: 'entity.name.tag.yaml' }],
};

let grammar: IGrammar;

before(async () => {
  const wasm = createRequire(`${process.cwd()}/`).resolve('vscode-oniguruma/release/onig.wasm');
  await oniguruma.loadWASM(readFileSync(wasm).buffer as ArrayBuffer);
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) =>
      parseRawGrammar(scope === 'source.yaml' ? JSON.stringify(yaml) : readFileSync(grammarFile, 'utf8'), 'grammar.json'),
  });
  const loaded = await registry.loadGrammar('text.support-macro');
  assert(loaded);
  grammar = loaded;
});

// Innermost scope of every token that has one of its own, without the language's ending.
function colours(source: string): string[] {
  let stack = INITIAL;
  return source.split('\n').flatMap((line) => {
    const result = grammar.tokenizeLine(line, stack);
    stack = result.ruleStack;
    return result.tokens
      .map((token) => ({ text: line.slice(token.startIndex, token.endIndex), scope: token.scopes.at(-1) ?? '' }))
      .filter(({ text, scope }) => text.trim() !== '' && !/^(text|meta)\./.test(scope))
      .map(({ text, scope }) => `${text.trim()} ${scope.replace(/\.support-macro$/, '')}`);
  });
}

function check(source: string, expected: string[]): void {
  assert.deepEqual(colours(source).filter((line) => !line.includes(' punctuation.')), expected);
}

test('an output with a filter and its argument', () => {
  check('Hi {{ customer.first_name | default: "there" }},', [
    'customer variable.other',
    'first_name variable.other.property',
    '| keyword.operator.pipe',
    'default support.function.filter',
    'there string.quoted.double',
  ]);
});

test('tags that choose', () => {
  check('{%- if order.days <= 45 and vip == true -%}Yes{% else %}No{% endif %}', [
    'if keyword.control',
    'order variable.other',
    'days variable.other.property',
    '<= keyword.operator.comparison',
    '45 constant.numeric',
    'and keyword.operator.logical',
    'vip variable.other',
    '== keyword.operator.comparison',
    'true constant.language',
    'else keyword.control',
    'endif keyword.control',
  ]);
});

test('loops, ranges and named arguments', () => {
  check("{% for x in (1..5) limit: 2 %}{% render 'sign-off', tone: 'warm' %}{% assign v = 1 %}", [
    'for keyword.control',
    'x variable.other',
    'in keyword.operator.logical',
    '1 constant.numeric',
    '.. keyword.operator.range',
    '5 constant.numeric',
    'limit variable.parameter',
    '2 constant.numeric',
    'render keyword.other',
    'sign-off string.quoted.single',
    'tone variable.parameter',
    'warm string.quoted.single',
    'assign keyword.other',
    'v variable.other',
    '= keyword.operator.assignment',
    '1 constant.numeric',
  ]);
});

test('slots: plain, with a hint, with options', () => {
  check('[[feeling]] [[item: what they bought]] [[ day: Monday | Tuesday ]]', [
    'feeling variable.parameter.slot',
    'item variable.parameter.slot',
    'what they bought string.unquoted.slot',
    'day variable.parameter.slot',
    'Monday string.unquoted.slot',
    '| keyword.operator.option',
    'Tuesday string.unquoted.slot',
  ]);
});

test('what is never sent', () => {
  check('{% comment %}\n{{ a }}\n\nstill\n{% endcomment %}{% # allow tone/blame: legal %}', [
    '{% comment %} comment.block',
    '{{ a }} comment.block',
    'still comment.block',
    '{% endcomment %} comment.block',
    '{% # comment.line.number-sign',
    'allow keyword.other.allow',
    'tone/blame constant.other.rule',
    ': legal comment.line.number-sign',
    '%} comment.line.number-sign',
  ]);
});

test('what is sent as it stands', () => {
  check('{% raw %}{{ b }} {% if %}{% endraw %}', [
    'raw keyword.control.raw',
    '{{ b }} {% if %} markup.raw',
    'endraw keyword.control.raw',
  ]);
});

test('front matter is YAML up to its closing line, even inside a block that YAML would carry on', () => {
  check('---\ntitle: A\nnote: |\n  text\n---\ntitle: b', [
    'title entity.name.tag.yaml',
    'note entity.name.tag.yaml',
    '| string.block.yaml',
    'text string.block.yaml',
  ]);
});

test('three dashes further down are text, and no front matter starts there', () => {
  check('Hello\n---\ntitle: b\n---', []);
});

test('Markdown, with placeholders inside it', () => {
  check('- **dear {{ name }}**, see [our page](https://shop.example/{{ id }}) or `code`', [
    'dear markup.bold',
    'name variable.other',
    'our page string.other.link.title',
    'https://shop.example/ markup.underline.link',
    'id variable.other',
    'code markup.inline.raw',
  ]);
});

test('names with underscores and lone marks are plain text', () => {
  check('Use order_id_2 for 5 * 3 * 2, { this }, [that] and 5 %', []);
});

test('what is left open ends at the blank line', () => {
  check('Hi {{ name\n\nPlease wait [[ when\n\nThanks', ['name variable.other', 'when variable.parameter.slot']);
});
