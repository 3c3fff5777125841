// What the server is told about the user's settings, and nothing else: it gets the same shape when it starts, when a
// setting changes and when it asks.

export type Severity = 'error' | 'warning' | 'information' | 'hint' | 'off';

export interface ServerSettings {
  lint: {
    /** Rule (`tone/blame`) or family (`tone/`) to how loud it is. */
    severity: Record<string, Severity>;
    /** Rules or families that are not reported. */
    ignore: string[];
  };
  hints: {
    /** Whether to show what each sentence does. */
    acts: boolean;
    /** Whether to show what each placeholder may look like. */
    samples: boolean;
  };
}

/** Reads one value below the section `softspoken`, such as `lint.ignore`. */
export type ReadSetting = (key: string) => unknown;

const severities: readonly string[] = ['error', 'warning', 'information', 'hint', 'off'] satisfies Severity[];

// settings.json is typed by hand: an entry of the wrong type is left out, so that it cannot take the others with it.
export function serverSettings(read: ReadSetting): ServerSettings {
  return {
    lint: { severity: severityOf(read('lint.severity')), ignore: namesOf(read('lint.ignore')) },
    hints: { acts: read('hints.acts') === true, samples: read('hints.samples') === true },
  };
}

function severityOf(value: unknown): Record<string, Severity> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const known = Object.entries(value).filter(([, severity]) => severities.includes(severity));
  return Object.fromEntries(known) as Record<string, Severity>;
}

function namesOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.filter((name): name is string => typeof name === 'string' && name !== '');
}
