import type { RequestView } from '../../../src/sandbox/drawer/request-view.ts';

/** The drawer of a sandbox's page, as a browser asks for it. */
export interface OpenDrawer {
  /** Everything that is offered, by its label. @param channel the one that is open */
  actions(channel?: string): Promise<ReadonlyMap<string, OfferedAction>>;
  /** Presses what has this label. @returns what the page says. @throws if there is nothing of the label, or it is refused */
  press(label: string, channel?: string): Promise<string>;
  /** The bot's newest requests. */
  requests(): Promise<readonly RequestView[]>;
  /** Asks anything. */
  ask(question: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<AskedAnswer>;
}

export interface OfferedAction {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  readonly hint?: string;
  readonly isOn?: boolean;
  readonly question?: string;
}

interface AskedAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

interface ViewAnswer {
  readonly groups: readonly { readonly name: string; readonly actions: readonly Omit<OfferedAction, 'group'>[] }[];
}

/** @param url the page's */
export function openDrawer(url: string): OpenDrawer {
  const ask: OpenDrawer['ask'] = async (question, body, headers = {}) => {
    const response = await fetch(new URL(`/page/drawer/${question}`, url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  const actions: OpenDrawer['actions'] = async (channel) => {
    const { groups } = (await ask('view', { channel })).body as unknown as ViewAnswer;
    const all = groups.flatMap(({ name, actions: offered }) => offered.map((each) => ({ ...each, group: name })));
    return new Map(all.map((each) => [each.label, each]));
  };
  return {
    ask,
    actions,
    async press(label, channel) {
      const action = (await actions(channel)).get(label);
      if (action === undefined) throw new Error(`the drawer offers no “${label}”`);
      const { status, body } = await ask('do', { channel, action: action.id });
      if (status !== 200) throw new Error(`${status}: ${body.message}`);
      return String(body.message);
    },
    async requests() {
      return (await ask('requests', { after: 0 })).body.entries as readonly RequestView[];
    },
  };
}
