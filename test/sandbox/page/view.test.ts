import { MessageType } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import { viewPage } from '../../../src/sandbox/page/view.ts';
import { listCommands } from '../../../src/sandbox/people/commands.ts';
import type { MessageInput } from '../../../src/sandbox/validation/message.ts';
import { saveCommands } from '../../../src/sandbox/world/commands.ts';
import { addRole, setMember } from '../../../src/sandbox/world/guilds.ts';
import { editMessage } from '../../../src/sandbox/world/messages.ts';
import { createSmallWorld, NOW } from './world.ts';

describe('the view', () => {
  test('shows at first what the admin sees of the papers channel', () => {
    const { core, first } = createSmallWorld();
    const view = viewPage(core, { notice: 'Sample papers.' });
    expect(view).toMatchObject({
      nowMs: NOW.getTime(),
      notice: 'Sample papers.',
      as: first.ada,
      open: { id: first.papers, name: 'papers', kind: 'guild', mayWrite: true },
    });
    expect(view.people.map(({ name, isAdmin, isReader }) => [name, isAdmin, isReader])).toEqual([
      ['Ada', true, false],
      ['Grace', false, false],
      ['Linus', false, false],
      ['Mallory', false, true],
    ]);
  });

  test('lists only the channels that the person can see', () => {
    const { core, first } = createSmallWorld();
    const seenBy = (as: string) =>
      viewPage(core, { as }).servers.flatMap(({ channels }) => channels.map(({ name }) => name));
    const everybody = ['general', 'papers', 'reading-group', 'news', 'paper-forum'];
    expect(seenBy(first.mallory)).toEqual(everybody);
    // Of another server, too: one that has not installed the bot.
    expect(seenBy(first.grace)).toEqual([...everybody, 'lounge']);
    expect(seenBy(first.ada).toSorted()).toEqual([...everybody, 'admins', 'lounge'].toSorted());
  });

  test('has a server without the bot, in which whoever has it for herself is offered its commands', () => {
    const { core, first } = createSmallWorld();
    const command = { name: 'ask', description: 'Asks', integration_types: [0, 1] };
    saveCommands(core, [command, { ...command, name: 'server', integration_types: [0] }]);
    const { servers } = viewPage(core, { as: first.ada });
    const lounge = servers.find(({ name }) => name === 'Elsewhere')?.channels[0]?.id ?? '';
    const offered = (as: string, channelId: string) => listCommands(core, as, channelId).map(({ name }) => name);
    expect(offered(first.ada, lounge)).toEqual(['ask']);
    expect(offered(first.grace, lounge)).toEqual([]);
    expect(offered(first.grace, first.general)).toEqual(['ask', 'server']);
  });

  test('opens another channel in place of one that the person cannot see', () => {
    const { core, first, write } = createSmallWorld();
    write(first.admins, first.ada, { content: 'secret' });
    const view = viewPage(core, { as: first.grace, channel: first.admins });
    expect(view.open?.id).toBe(first.papers);
    expect(JSON.stringify(view)).not.toContain('secret');
  });

  test("does not open another person's conversation, and lists one's own", () => {
    const { core, first, write } = createSmallWorld();
    const [dm] = viewPage(core, { as: first.ada }).dms;
    write(dm?.id ?? '', first.ada, { content: 'between us' });
    expect(viewPage(core, { as: first.ada, channel: dm?.id }).messages).toHaveLength(1);
    const view = viewPage(core, { as: first.grace, channel: dm?.id });
    expect(view.open?.id).toBe(first.papers);
    expect(view.dms).not.toContainEqual(dm);
  });

  test('takes somebody who is not there, or a bot, for the admin', () => {
    const { core, first, botId } = createSmallWorld();
    expect(viewPage(core, { as: '123456789012345678' }).as).toBe(first.ada);
    expect(viewPage(core, { as: botId }).as).toBe(first.ada);
  });

  test('says who may not write', () => {
    const { core, first } = createSmallWorld();
    expect(viewPage(core, { as: first.mallory }).open?.mayWrite).toBe(false);
  });

  test('shows an ephemeral message to its person alone, in its place', () => {
    const { core, first, botId, write } = createSmallWorld();
    write(first.papers, first.grace, { content: 'before' });
    write(first.papers, botId, { content: 'for Grace' }, { visibleTo: first.grace });
    write(first.papers, first.grace, { content: 'after' });
    const messages = (as: string, channel?: string) => viewPage(core, { as, channel }).messages;
    expect(messages(first.grace).map(({ content, isPrivate }) => [content, isPrivate])).toEqual([
      [['before'], false],
      [['for Grace'], true],
      [['after'], false],
    ]);
    expect(messages(first.ada).map(({ content }) => content)).toEqual([['before'], ['after']]);
    expect(messages(first.grace, first.general)).toEqual([]);
  });

  test('shows the last hundred messages', () => {
    const { core, first, write } = createSmallWorld();
    for (let count = 1; count <= 101; count += 1) write(first.papers, first.ada, { content: `message ${count}` });
    const { messages } = viewPage(core, {});
    expect(messages).toHaveLength(100);
    expect(messages[0]?.content).toEqual(['message 2']);
  });

  test('says of a message whether the bot still thinks, what it answers, and whether it was edited', () => {
    const { core, first, botId, write } = createSmallWorld();
    const message = write(first.papers, botId, { content: '' });
    message.message = {
      ...message.message,
      flags: 128,
      type: MessageType.ChatInputCommand,
      interaction_metadata: { user: { id: first.ada }, name: 'trending' } as never,
    };
    const seen = () => viewPage(core, {}).messages[0];
    expect(seen()).toMatchObject({ isThinking: true, about: 'Ada used /trending', isEdited: false });
    editMessage(core, message, { input: { content: 'here', flags: 0 } as MessageInput, isAnswer: true });
    editMessage(core, message, { input: { content: 'there' } as MessageInput, isAnswer: true });
    expect(seen()).toMatchObject({ isThinking: false, isEdited: true, content: ['there'] });
  });

  test('says that the bot can answer no more once its token is too old', () => {
    const { core, first, botId, write } = createSmallWorld();
    const message = write(first.papers, botId, { content: '' });
    message.message = { ...message.message, flags: 128 };
    const seenAfter = (minutes: number) => {
      core.now = () => new Date(NOW.getTime() + minutes * 60_000);
      return viewPage(core, {}).messages[0];
    };
    expect(seenAfter(15)).toMatchObject({ isThinking: true, isUnanswered: false });
    expect(seenAfter(16)).toMatchObject({ isThinking: false, isUnanswered: true });
  });

  test('marks what pings the reader: by name, by role, or as one of all', () => {
    const { core, first, botId, write } = createSmallWorld();
    const guild = core.state.guilds[first.guild];
    if (guild === undefined) throw new Error('no server');
    const role = addRole(core, guild, { name: 'readers', mentionable: true });
    setMember(core, guild, first.linus, { roles: [role] });
    const texts = [`<@${first.grace}>`, `<@&${role}>`, '@everyone', 'nobody'];
    for (const content of texts) write(first.papers, first.ada, { content });
    write(first.papers, botId, { content: `<@${first.grace}>`, allowed_mentions: { parse: [] } });
    const marked = (as: string) => viewPage(core, { as }).messages.map(({ isForReader }) => isForReader);
    expect(marked(first.grace)).toEqual([true, false, true, false, false]);
    expect(marked(first.linus)).toEqual([false, true, true, false, false]);
    expect(marked(first.ada)).toEqual([false, false, false, false, false]);
  });

  test('says which messages have a menu, and of an answer that it was chosen in one', () => {
    const { core, first, botId, write } = createSmallWorld();
    write(first.papers, first.grace, { content: 'a paper' });
    write(first.papers, botId, { content: 'for Ada' }, { visibleTo: first.ada });
    const answer = write(first.papers, botId, { content: 'chosen' }, { type: MessageType.ContextMenuCommand });
    answer.message.interaction_metadata = { user: { id: first.ada }, name: 'Discuss paper' } as never;
    const { messages } = viewPage(core, {});
    expect(messages.map(({ hasMenu }) => hasMenu)).toEqual([true, false, true]);
    expect(messages[2]?.about).toBe('Ada used Discuss paper');
  });

  test('resolves mentions for the person who reads', () => {
    const { core, first, write } = createSmallWorld();
    write(first.papers, first.ada, { content: `<#${first.admins}> <@${first.linus}> <@&${first.botRole}>` });
    const read = (as: string) => viewPage(core, { as }).messages[0]?.content;
    const others = [' ', { kind: 'mention', text: '@Linus' }, ' ', { kind: 'mention', text: '@Paperboy' }];
    expect(read(first.ada)).toEqual([{ kind: 'channel', id: first.admins, text: '#admins' }, ...others]);
    expect(read(first.grace)).toEqual([{ kind: 'mention', text: '#no-access' }, ...others]);
  });
});
