import type { PlainBot } from './plain-bot.ts';

/** Commands that have one of everything that people can be refused for. */
export const COMMANDS = [
  { name: 'ask', description: 'Asks' },
  {
    name: 'find',
    description: 'Finds',
    options: [
      { type: 3, name: 'query', description: 'What', required: true, autocomplete: true, max_length: 10 },
      { type: 4, name: 'count', description: 'How many', min_value: 1, max_value: 5 },
      { type: 3, name: 'kind', description: 'Which', choices: [{ name: 'Paper', value: 'paper' }] },
      { type: 7, name: 'where', description: 'Where', channel_types: [5] },
      { type: 6, name: 'who', description: 'Who' },
      { type: 8, name: 'role', description: 'Which role' },
    ],
  },
  {
    name: 'topics',
    description: 'Topics',
    options: [
      { type: 1, name: 'list', description: 'Lists' },
      { type: 2, name: 'own', description: 'Own', options: [{ type: 1, name: 'add', description: 'Adds' }] },
    ],
  },
  { name: 'manage', description: 'Manages', default_member_permissions: '32', contexts: [0] },
  { name: 'admins-only', description: 'For admins', default_member_permissions: '0' },
  { name: 'private', description: 'In direct messages', contexts: [1] },
  { name: 'server', description: 'In servers', dm_permission: false },
];

/** The same of menus: 2 is a person's, 3 a message's. */
export const MENU_COMMANDS = [
  { type: 3, name: 'Discuss paper' },
  { type: 3, name: 'Remove paper', default_member_permissions: '32', contexts: [0] },
  { type: 3, name: 'In private', contexts: [1] },
  { type: 2, name: 'Their papers' },
  { type: 2, name: 'Manage them', default_member_permissions: '32' },
];

/** Makes these the bot's, {@link COMMANDS} if nothing else is said. */
export async function registerCommands({ call, sandbox }: PlainBot, body: readonly object[] = COMMANDS): Promise<void> {
  const { status } = await call('PUT', `/applications/${sandbox.world.applicationId}/commands`, { body });
  if (status !== 200) throw new Error('the commands were refused');
}
