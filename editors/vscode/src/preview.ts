// The preview panels: one beside each macro that a user asks for, drawn anew while the macro, a snippet or the user's
// choices change. What is drawn comes from the server; the page itself is in panel/.
import * as vscode from 'vscode';
import { type BaseLanguageClient, ExecuteCommandRequest } from 'vscode-languageclient/node';
import { type Answer, type FromPanel, page, type Preview, type Range } from './previewPage';

/** A pause in typing that is long enough to draw in. */
const pause = 120;

export class Previews implements vscode.Disposable {
  private readonly panels = new Map<string, PreviewPanel>();
  private readonly listening: vscode.Disposable;

  constructor(
    private readonly resources: vscode.Uri,
    private readonly client: () => BaseLanguageClient | undefined,
  ) {
    this.listening = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      // A snippet shows in every macro that renders it.
      if (document.languageId === 'support-macro' && contentChanges.length > 0) this.refresh();
    });
  }

  open(uri: vscode.Uri): void {
    const key = uri.toString();
    const known = this.panels.get(key);
    if (known) return known.reveal();
    const panel = new PreviewPanel(uri, this.resources, this.client);
    panel.closed(() => this.panels.delete(key));
    this.panels.set(key, panel);
  }

  refresh(): void {
    for (const panel of this.panels.values()) panel.refreshSoon();
  }

  dispose(): void {
    this.listening.dispose();
    for (const panel of [...this.panels.values()]) panel.dispose();
  }
}

class PreviewPanel {
  private readonly panel: vscode.WebviewPanel;
  private readonly choices = new Map<string, Answer>();
  private readonly data = new Map<string, unknown>();
  private waiting: NodeJS.Timeout | undefined;
  private asked = 0;

  constructor(
    private readonly uri: vscode.Uri,
    resources: vscode.Uri,
    private readonly client: () => BaseLanguageClient | undefined,
  ) {
    const name = uri.path.split('/').at(-1) ?? '';
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.panel = vscode.window.createWebviewPanel('softspoken.preview', `Preview ${name}`, place, {
      enableScripts: true,
      // The page is small, and what was typed into it is kept here.
      retainContextWhenHidden: false,
      localResourceRoots: [resources],
    });
    this.panel.webview.onDidReceiveMessage((message: FromPanel) => this.received(message));
    const { webview } = this.panel;
    const file = (leaf: string): string => webview.asWebviewUri(vscode.Uri.joinPath(resources, leaf)).toString();
    webview.html = page(webview.cspSource, file('panel.js'), file('panel.css'));
  }

  closed(listener: () => void): void {
    this.panel.onDidDispose(() => {
      clearTimeout(this.waiting);
      listener();
    });
  }

  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  dispose(): void {
    this.panel.dispose();
  }

  refreshSoon(): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => void this.refresh(), pause);
  }

  private async refresh(): Promise<void> {
    const number = ++this.asked;
    // The server knows the macros that are open; opening it shows nothing.
    await vscode.workspace.openTextDocument(this.uri).then(undefined, () => undefined);
    const options = { panel: true, choices: Object.fromEntries(this.choices), data: Object.fromEntries(this.data) };
    const params = { command: 'softspoken.preview', arguments: [this.uri.toString(), options] };
    const preview = await this.client()
      ?.sendRequest(ExecuteCommandRequest.type, params)
      // Overtaken by the next change, which draws again; or the server is about to start anew.
      .catch(() => undefined);
    if (preview && number === this.asked) void this.panel.webview.postMessage(preview as Preview);
  }

  private received(message: FromPanel): void {
    switch (message.does) {
      case 'ready':
        void this.refresh();
        return;
      case 'choose':
        set(this.choices, message.question, message.answer);
        void this.refresh();
        return;
      case 'fill':
        set(this.data, message.name, message.value);
        void this.refresh();
        return;
      case 'go':
        void this.go(message.range);
        return;
    }
  }

  private async go(range: Range): Promise<void> {
    const { start, end } = range;
    const selection = new vscode.Range(start.line, start.character, end.line, end.character);
    const visible = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === this.uri.toString());
    const viewColumn = visible?.viewColumn ?? vscode.ViewColumn.One;
    await vscode.window.showTextDocument(this.uri, { viewColumn, selection, preserveFocus: false });
  }
}

function set<T>(map: Map<string, T>, key: string, value: T | null): void {
  if (value === null) map.delete(key);
  else map.set(key, value);
}
