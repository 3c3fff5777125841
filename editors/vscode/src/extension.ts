// Starts the softspoken language server for macros and keeps it told of the user's settings.
import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { DidChangeConfigurationNotification, LanguageClient, type LanguageClientOptions } from 'vscode-languageclient/node';
import { type Located, locateServer } from './locate';
import { Previews } from './preview';
import { type ServerSettings, serverSettings } from './settings';

const section = 'softspoken';

let client: LanguageClient | undefined;
let output: vscode.OutputChannel;
let previews: Previews;
// Starts and stops run one after the other: two that overlap would leave a second server behind.
let turn: Promise<void> = Promise.resolve();

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  output = vscode.window.createOutputChannel(section);
  previews = new Previews(vscode.Uri.joinPath(context.extensionUri, 'out'), () => client);
  context.subscriptions.push(
    output,
    previews,
    vscode.commands.registerCommand('softspoken.openPreview', () => openPreview([])),
    vscode.commands.registerCommand('softspoken.restartServer', () => restart(context)),
    vscode.commands.registerCommand('softspoken.showOutput', () => output.show(true)),
    vscode.workspace.onDidChangeConfiguration((change) => settingsChanged(context, change)),
  );
  await restart(context);
}

export async function deactivate(): Promise<void> {
  await inTurn(stop);
}

function restart(context: vscode.ExtensionContext): Promise<void> {
  return inTurn(async () => {
    await stop();
    await start(context);
  });
}

function inTurn(step: () => Promise<void>): Promise<void> {
  turn = turn.then(step).catch((error: unknown) => {
    output.appendLine(String(error));
    void vscode.window.showErrorMessage(`softspoken could not be started or stopped: ${String(error)}`);
  });
  return turn;
}

async function start(context: vscode.ExtensionContext): Promise<void> {
  const located = locate(context);
  if ('missing' in located) {
    // Not awaited: the message stays on screen until it is answered, and a restart must not wait for that.
    void offerSetting(located.missing);
    return;
  }
  output.appendLine(`Starting ${located.file}`);
  client = new LanguageClient(section, section, { command: located.file, args: ['lsp'] }, clientOptions());
  await client.start();
  previews.refresh();
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  // One whose start failed has nothing to stop, and would refuse.
  if (running?.needsStop()) await running.dispose();
}

function clientOptions(): LanguageClientOptions {
  return {
    // Named schemes only, so that the old side of a comparison with git is not checked as well.
    documentSelector: [
      { scheme: 'file', language: 'support-macro' },
      { scheme: 'untitled', language: 'support-macro' },
    ],
    outputChannel: output,
    initializationOptions: currentSettings(),
    middleware: {
      // The server carries its commands out itself; the preview is drawn here.
      executeCommand: (command, args, next) =>
        command === 'softspoken.preview' ? openPreview(args) : next(command, args.length > 0 ? args : shownMacro()),
      workspace: {
        configuration: (params, token, next) =>
          params.items.every((item) => item.section === section) ? params.items.map(currentSettings) : next(params, token),
      },
    },
  };
}

// The macro that a command is about where it was not told: the one that the user looks at.
function shownMacro(): string[] {
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === 'support-macro' ? [document.uri.toString()] : [];
}

function openPreview(args: unknown[]): void {
  const [address] = args.length > 0 ? args : shownMacro();
  if (typeof address === 'string') previews.open(vscode.Uri.parse(address));
}

async function settingsChanged(context: vscode.ExtensionContext, change: vscode.ConfigurationChangeEvent): Promise<void> {
  if (change.affectsConfiguration('softspoken.server.path')) return restart(context);
  const told = ['softspoken.lint', 'softspoken.hints'];
  if (!told.some((part) => change.affectsConfiguration(part))) return;
  await inTurn(async () => {
    await client?.sendNotification(DidChangeConfigurationNotification.type, { settings: { [section]: currentSettings() } });
  });
}

function currentSettings(): ServerSettings {
  const configuration = vscode.workspace.getConfiguration(section);
  return serverSettings((key) => configuration.get(key));
}

function locate(context: vscode.ExtensionContext): Located {
  return locateServer({
    configured: vscode.workspace.getConfiguration(section).get<string>('server.path') ?? '',
    extensionFolder: context.extensionPath,
    workspaceFolder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
    home: homedir(),
    pathVariable: process.env['PATH'] ?? '',
    platform: process.platform,
    isFile,
  });
}

function isFile(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    return false;
  }
}

async function offerSetting(reason: string): Promise<void> {
  const open = 'Open the setting';
  const answer = await vscode.window.showErrorMessage(`${reason} Macros are not checked.`, open);
  if (answer !== open) return;
  // On a remote machine the path is a setting of that machine, and the user's own settings do not list it.
  const command = vscode.env.remoteName === undefined ? 'openSettings' : 'openRemoteSettings';
  await vscode.commands.executeCommand(`workbench.action.${command}`, { query: 'softspoken.server.path' });
}
