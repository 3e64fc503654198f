/** What stands before a name. */
const SIGNS = { channel: '#', role: '@', user: '@' };

/** What can be chosen where the reader is: channels with their types, roles and members. */
export function placesOf({ servers, open }) {
  const server = servers.find(({ channels }) =>
    channels.some(({ id, threads }) => [id, ...threads.map((thread) => thread.id)].includes(open?.id)),
  );
  return { channels: server?.channels ?? [], roles: open?.roles ?? [], members: open?.members ?? [] };
}

/** The same as `{ name, value }` entries, of one kind: `channel`, `role`, `user`, or `mentionable` for both of these. */
export function listPlaces(takes, { channels, roles, members }, channelTypes) {
  const named = (list, kind) => list.map(({ id, name }) => ({ name: SIGNS[kind] + name.replace(/^@/, ''), value: id }));
  switch (takes) {
    case 'channel':
      return named(
        channels.filter(({ type }) => channelTypes?.includes(type) ?? true),
        'channel',
      );
    case 'role':
      return named(roles, 'role');
    case 'user':
      return named(members, 'user');
    default:
      return [...named(roles, 'role'), ...named(members, 'user')];
  }
}
