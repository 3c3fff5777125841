// What a user does and sees in the VS Code window: open a file, look at squiggles, hover, take a quick fix, save.

const patience = 30_000;

export class Workbench {
  constructor(page) {
    this.page = page;
    page.setDefaultTimeout(patience);
  }

  async openFolder(address, folder) {
    await this.page.goto(`${address}/?folder=${encodeURIComponent(folder)}`);
    await this.page.waitForSelector('.explorer-folders-view .monaco-list-row');
  }

  // Opens a folder of the Explorer, unless it is open.
  async unfold(name) {
    const folder = this.#explorerRow(name);
    if ((await folder.getAttribute('aria-expanded')) === 'false') await folder.click();
    await this.until(`${name} to unfold`, async () => (await folder.getAttribute('aria-expanded')) === 'true');
  }

  async openFile(name) {
    await this.#explorerRow(name).dblclick();
    // The first click shows the file and leaves the focus in the Explorer, the second one pins it and moves the focus.
    await this.page.waitForSelector(`.tab.active[data-resource-name="${name}"]:not(:has(.italic))`);
    await this.page.waitForSelector('.editor-instance .monaco-editor.focused .view-line');
  }

  #explorerRow(name) {
    const label = this.page.locator('.label-name', { hasText: new RegExp(`^${name}$`) });
    return this.page.locator('.explorer-folders-view .monaco-list-row', { has: label });
  }

  async languageName() {
    return (await this.page.locator('#status\\.editor\\.mode').innerText()).trim();
  }

  // The text above each squiggle, read off the screen: a squiggle that is one column off shows here.
  async underlined(severity = '') {
    const texts = await this.page.evaluate(textAboveSquiggles, squiggles(severity));
    return texts.map((text) => text.replaceAll('\u00a0', ' '));
  }

  async underlines(text) {
    let seen;
    const condition = async () => (seen = await this.underlined()).includes(text);
    await this.until(() => `“${text}” to be underlined; what is: ${JSON.stringify(seen)}`, condition);
  }

  async underlinesNoMore(text) {
    await this.until(`“${text}” not to be underlined any more`, async () => !(await this.underlined()).includes(text));
  }

  // Lines of the Problems panel about a file; the panel stays open. It lists the findings of all macros of the folder.
  async problems(name) {
    const panel = this.page.locator('.markers-panel-container');
    if (!(await panel.isVisible())) await this.page.keyboard.press('Control+Shift+M');
    await panel.waitFor();
    const filter = this.page.locator('.part.panel .viewpane-filter input, .part.panel .monaco-inputbox input').first();
    if ((await filter.inputValue()) !== `**/${name}`) await filter.fill(`**/${name}`);
    const rows = await panel.locator('.monaco-list-row').allInnerTexts();
    return rows.map((row) => row.replaceAll(/\s+/g, ' ').trim()).filter((row) => row.includes('[Ln '));
  }

  async hoverSquiggle(text) {
    const hover = this.page.locator('.monaco-hover:not(.hidden) .hover-row').first();
    await this.#atSquiggle(`a hover at “${text}”`, text, async ({ x, y }) => {
      await this.page.mouse.move(0, 0);
      await this.page.mouse.move(x, y);
      return shows(hover);
    });
  }

  async hoverText() {
    const rows = await this.page.locator('.monaco-hover:not(.hidden) .hover-row').allInnerTexts();
    return rows.join('\n').replaceAll('\u00a0', ' ');
  }

  // Puts the cursor into the underlined text and opens the fix menu; gives the titles in it.
  async openQuickFixes(text) {
    const bulb = this.page.locator('.editor-instance :is(.lightBulbWidget, [class*="codicon-gutter-lightbulb"])').filter({ visible: true }).first();
    const rows = this.page.locator('.action-widget .monaco-list-row.action');
    await this.#atSquiggle(`a bulb and fixes at “${text}”`, text, async ({ x, y }) => {
      await this.page.mouse.click(x, y);
      // The bulb tells the user, too, that there are fixes.
      if (!(await shows(bulb))) return false;
      await this.page.keyboard.press('Control+.');
      if (await shows(rows.first())) return true;
      await this.page.keyboard.press('Escape');
      return false;
    });
    return (await rows.allInnerTexts()).map((title) => title.trim());
  }

  async focusedQuickFix() {
    return (await this.page.locator('.action-widget .monaco-list-row.focused').innerText()).trim();
  }

  // Points at the underlined text until what is asked for is there, each time at another letter. While its window fills (lenses,
  // breadcrumbs, settings), VS Code 1.100 asks for fixes several times at once, can take the wrong answer, and asks again
  // only when the cursor has moved; so a person would.
  async #atSquiggle(what, text, act) {
    let tries = 0;
    await this.until(() => `${what}, pointed at ${tries} times`, async () => {
      tries += 1;
      return act(await this.#squiggle(text, tries % 2 === 1 ? 0.5 : 0.25));
    });
  }

  // A point inside the underlined text, at a part of its width.
  async #squiggle(text, part) {
    const index = (await this.underlined()).indexOf(text);
    const box = index < 0 ? undefined : await this.page.locator(squiggles()).nth(index).boundingBox();
    if (!box) throw new Error(`“${text}” is not underlined`);
    return { x: box.x + box.width * part, y: box.y + box.height / 2 - 4 };
  }

  async save() {
    await this.page.keyboard.press('Control+s');
    await this.page.waitForSelector('.tab.active:not(.dirty)');
  }

  // Key by key: keys that arrive before the editor has taken the last one can reach it as one text, which no hand does.
  async type(text) {
    for (const character of text) {
      const before = await this.#cursor();
      await this.page.keyboard.type(character);
      await this.until(`the cursor to move on from ${before}`, async () => (await this.#cursor()) !== before);
    }
  }

  // Moves to the end of the file, which must be at `place`, such as "Ln 9, Col 1".
  async goToEnd(place) {
    let seen;
    await this.page.keyboard.press('Control+End');
    await this.until(() => `the file to end at ${place}; it is ${seen}`, async () => (seen = await this.#cursor()) === place);
  }

  async #cursor() {
    return (await this.page.locator('#status\\.editor\\.selection').innerText()).trim();
  }

  async runCommand(title) {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget input[type="text"]');
    await input.fill(`>${title}`);
    const first = this.page.locator('.quick-input-widget .monaco-list-row.focused');
    await this.until(`the command ${title}`, async () => (await first.getAttribute('aria-label'))?.startsWith(title));
    await this.page.keyboard.press('Enter');
  }

  async notification(text) {
    const toast = this.page.locator('.notification-toast', { hasText: text }).first();
    await toast.waitFor();
    return toast;
  }

  // Waits for a state that has no element of its own to wait for.
  async until(what, condition) {
    const deadline = Date.now() + patience;
    let last;
    do {
      last = await condition();
      if (last) return last;
      await this.page.waitForTimeout(50);
    } while (Date.now() < deadline);
    throw new Error(`waited ${patience / 1000} s for ${typeof what === 'function' ? what() : what}`);
  }
}

// Whether something is there within a moment.
function shows(locator) {
  return locator.waitFor({ timeout: 4_000 }).then(() => true, () => false);
}

function squiggles(severity = '') {
  return `.editor-instance .view-overlays [class*="squiggly-${severity}"]`;
}

// Runs in the page.
function textAboveSquiggles(selector) {
  const boxes = [...document.querySelectorAll(selector)].map((squiggle) => squiggle.getBoundingClientRect());
  const found = boxes.map(() => '');
  const lines = document.querySelector('.editor-instance .view-lines');
  if (!lines) return found;
  const walker = document.createTreeWalker(lines, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    let start = 0;
    for (const character of node.data) {
      range.setStart(node, start);
      range.setEnd(node, start + character.length);
      start += character.length;
      const glyph = range.getBoundingClientRect();
      const x = (glyph.left + glyph.right) / 2;
      const y = (glyph.top + glyph.bottom) / 2;
      boxes.forEach((box, i) => {
        const above = box.left <= x && x <= box.right && box.top - 2 <= y && y <= box.bottom + 2;
        if (above && glyph.width > 0) found[i] += character;
      });
    }
  }
  return found;
}
