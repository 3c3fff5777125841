// HTML from a macro as elements: what it looks like, and nothing that acts. The policy of the page would stop the rest, too.

/** Elements that load, run, send or restyle; they go with all that is in them. */
const acting = 'script, style, link, meta, base, iframe, frame, object, embed, form, input, button, select, textarea, audio, video, svg, math, template, dialog';

export function safeContent(html: string): DocumentFragment {
  // A document of its own: nothing in it runs or loads.
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  parsed.body.querySelectorAll(acting).forEach((element) => element.remove());
  for (const element of parsed.body.querySelectorAll('*')) {
    for (const { name } of [...element.attributes]) {
      if (!allowed(element, name)) element.removeAttribute(name);
    }
    // A picture is not fetched: its text stands in its place.
    if (element.tagName === 'IMG') element.replaceWith(`[${element.getAttribute('alt') ?? ''}]`);
    // A link leads nowhere from here, but says where.
    if (element.tagName === 'A') {
      element.setAttribute('title', element.getAttribute('href') ?? '');
      element.removeAttribute('href');
    }
  }
  const fragment = document.createDocumentFragment();
  fragment.append(...parsed.body.childNodes);
  return fragment;
}

function allowed(element: Element, attribute: string): boolean {
  if (element.tagName === 'MARK') return attribute === 'data-finding';
  return ['href', 'alt', 'title', 'lang', 'dir', 'colspan', 'rowspan', 'start'].includes(attribute);
}
