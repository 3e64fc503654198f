import { openMenu } from './menu.js';

/**
 * Opens a message's menu: the bot's commands for it, and for whoever wrote it. `names` holds both, by name; `use` does
 * one.
 */
export function openApps(button, { message, channelId, names, use }) {
  const { id, author } = message;
  const items = (commands, wanted) =>
    commands.map((command) => ({ label: command, run: () => use({ ...wanted, command }) }));
  openMenu(button, {
    name: `Apps for the message from ${author.name}`,
    groups: [
      { name: 'Apps', items: items(names.onMessage, { action: 'use-on-message', messageId: id }) },
      {
        name: `Apps for ${author.name}`,
        items: items(names.onPerson, { action: 'use-on-person', channelId, targetId: author.id }),
      },
    ],
    emptyText: 'No commands for messages here.',
  });
}
