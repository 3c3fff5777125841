// What the server, the extension and the page of the preview say to each other, and the frame of the page.

export interface Range {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

/** Whether a condition holds, or how often a loop goes round. */
export type Answer = boolean | number;

export interface Condition {
  text: string;
  kind: 'condition' | 'loop';
  state: Answer | null;
  chosen: boolean;
  fixed: boolean;
  ranges: Range[];
  snippet: string | null;
}

export interface Datum {
  name: string;
  value: unknown;
  range: Range | null;
}

export interface Finding {
  range: Range;
  rule: string;
  severity: string;
  message: string;
  when: string[];
  shown: boolean;
}

/** The result of `softspoken.preview`, as far as the page draws it. */
export interface Preview {
  title: string;
  subject: string | null;
  html: string | null;
  problem: { message: string; range: Range | null } | null;
  conditions: Condition[];
  data: Datum[];
  findings: Finding[];
}

/** What the page tells the extension. Nothing in the place of an answer or a value takes back what was said before. */
export type FromPanel =
  | { does: 'ready' }
  | { does: 'choose'; question: string; answer: Answer | null }
  | { does: 'fill'; name: string; value: unknown }
  | { does: 'go'; range: Range };

/** The page: its own script and its own colours, and nothing from anywhere else, whatever stands in a macro. */
export function page(source: string, script: string, style: string): string {
  const policy = `default-src 'none'; script-src ${source}; style-src ${source}; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Preview</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<main>
<h1 id="title"></h1>
<p id="problem" role="status" hidden></p>
<article aria-label="Message"><p id="subject"></p><div id="message"></div></article>
<section id="conditions" aria-label="Conditions"><h2>Conditions</h2><ul></ul></section>
<section id="data" aria-label="Data"><h2>Data</h2><ul></ul></section>
<section id="findings" aria-label="Findings"><h2>Findings</h2><ul></ul></section>
</main>
<script src="${script}"></script>
</body>
</html>`;
}
