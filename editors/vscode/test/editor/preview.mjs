// The preview beside the macro: what it shows, that it follows what is typed, its switches and its data, and the way from a
// finding back to the macro. And that nothing of a macro acts in it.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

const macro = `---
title: Gift
subject: Your order
---
Hi {{ customer.first_name | default: "there" }},

{% if order.gift %}Please calm down.{% endif %} Thank you.
{% for item in order.items %}
- {{ item }}
{% endfor %}
`;

const hostile = `---
format: html
---
<p onclick="document.title = 'acted'">Hello <img src="https://example.org/a.png" alt="a picture" onerror="document.title = 'acted'"></p>
<script>document.title = 'acted'</script>
<style>body { display: none }</style>
<a href="javascript:document.title = 'acted'">a link</a>
`;

export function previewSteps({ bench, browser, editor, folder }) {
  writeFileSync(path.join(folder, 'gift.macro'), macro);
  writeFileSync(path.join(folder, 'hostile.macro'), hostile);

  // A webview is a page in a page in a page.
  const panel = () => browser().page.frameLocator('iframe.webview').frameLocator('#active-frame');
  const message = () => panel().locator('#message');
  const says = (text) => bench().until(`the preview to say “${text}”`, async () => (await message().innerText().catch(() => '')).includes(text));
  const condition = (text) => panel().locator('#conditions').getByLabel(text, { exact: true });
  const datum = (name) => panel().locator('#data').getByLabel(name, { exact: true });

  return [
    ['the preview opens beside the macro, with sample data', opens],
    ['a switch brings a branch, with its finding in place', switches],
    ['a finding in the preview leads to its place in the macro', leadsBack],
    ['the preview follows what is typed, and keeps the switch', follows],
    ['data can be filled in, and loops go round as often as wanted', fills],
    ['a choice can be taken back', takesBack],
    ['nothing in a macro acts or loads in its preview', actsNot],
  ];

  async function opens() {
    // One editor group, whatever was open before.
    await bench().openFolder(editor().address, folder);
    await bench().openFile('gift.macro');
    await bench().runCommand('softspoken: Open Preview to the Side');
    await says('Hi Priya,');
    assert.equal(await panel().locator('#subject').innerText(), 'Your order');
    assert.equal(await panel().locator('h1').innerText(), 'Gift');
    assert.doesNotMatch(await message().innerText(), /calm down/);
    assert.deepEqual(await message().locator('li').allInnerTexts(), ['Blue mug', 'Tea towel']);
  }

  async function switches() {
    await condition('order.gift').check();
    await says('Please calm down.');
    const mark = message().locator('mark', { hasText: 'Please calm down' });
    assert.match(await mark.getAttribute('title'), /tone\/calm-command/);
    assert.equal(await mark.getAttribute('class'), 'warning');
  }

  async function leadsBack() {
    await message().locator('mark', { hasText: 'Please calm down' }).click();
    const place = browser().page.locator('#status\\.editor\\.selection');
    await bench().until('the finding to be selected in the macro', async () => (await place.innerText()) === 'Ln 7, Col 36 (16 selected)');
  }

  async function follows() {
    // What is selected is typed over.
    await browser().page.keyboard.type('Please wait');
    await says('Please wait. Thank you.');
    assert.equal(await condition('order.gift').isChecked(), true);
  }

  async function fills() {
    await datum('customer.first_name').fill('Ann <b>');
    await says('Hi Ann <b>,');
    assert.equal(await datum('customer.first_name').inputValue(), 'Ann <b>');
    await condition('item in order.items').fill('3');
    await condition('item in order.items').blur();
    await bench().until('three items', async () => (await message().locator('li').count()) === 3);
  }

  async function takesBack() {
    await panel().locator('#conditions li', { hasText: 'order.gift' }).getByLabel('Decided by the data again').click();
    await bench().until('the branch to go', async () => !(await message().innerText()).includes('Please wait'));
    assert.equal(await condition('order.gift').isChecked(), false);
  }

  async function actsNot() {
    const requests = [];
    browser().page.on('request', (request) => requests.push(request.url()));
    await bench().openFolder(editor().address, folder);
    await bench().openFile('hostile.macro');
    await bench().runCommand('softspoken: Open Preview to the Side');
    await says('Hello [a picture]');
    await message().getByText('Hello').click();
    await message().getByText('a link').click();
    assert.equal(await panel().locator('html').evaluate(() => document.title), 'Preview');
    assert.equal(await message().locator('script, style, img, [onclick], [href]').count(), 0);
    assert.equal(await message().isVisible(), true);
    assert.deepEqual(requests.filter((url) => url.includes('example.org')), []);
    // As it was for the steps that follow.
    await bench().openFolder(editor().address, folder);
    await bench().unfold('parcels');
    await bench().openFile('late.macro');
  }
}
