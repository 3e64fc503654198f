import { describe, expect, it } from 'vitest';
import { codes, OK } from '../../support/discord/plain-bot.ts';
import { startAnswering } from './answering.ts';

const TEXT = { content: 'hello' };
const EPHEMERAL = 64;
const LOADING = 128;
const ANSWERED = [204, undefined];

const MODAL = {
  custom_id: 'form',
  title: 'A form',
  components: [{ type: 18, label: 'Word', component: { type: 4, custom_id: 'word', style: 1 } }],
};

describe('a deferred answer', () => {
  it('is a placeholder until it is edited', async () => {
    await using it = await startAnswering();
    const asked = await it.ask();
    expect(codes(await it.answer(asked, 5))).toEqual(ANSWERED);
    expect((await it.original(asked)).body).toMatchObject({ content: '', flags: LOADING });
    const edited = await it.original(asked, 'PATCH', TEXT);
    expect(edited.body).toMatchObject({ ...TEXT, flags: 0, edited_timestamp: null });
    expect(await it.messageOf(asked)).toMatchObject({ ...TEXT });
    expect(it.world.messages(it.world.first.general)).toHaveLength(1);
  });

  it('is as hidden as its deferral said', async () => {
    await using it = await startAnswering();
    const { general, grace } = it.world.first;
    const hidden = await it.ask();
    await it.answer(hidden, 5, { flags: EPHEMERAL });
    const edited = await it.original(hidden, 'PATCH', { flags: 32_768, components: [{ type: 10, content: 'hello' }] });
    expect(edited.body.flags).toBe(EPHEMERAL | 32_768);
    const open = await it.ask();
    await it.answer(open, 5);
    expect((await it.followUp(open, { ...TEXT, flags: EPHEMERAL })).body.flags).toBe(0);
    expect(it.world.ephemeral(grace, general)).toHaveLength(1);
    expect(it.world.messages(general)).toHaveLength(1);
  });

  it('is taken over by the first follow-up; the next is a message of its own', async () => {
    await using it = await startAnswering();
    const asked = await it.ask();
    await it.answer(asked, 5);
    const placeholder = (await it.original(asked)).body.id;
    expect((await it.followUp(asked, { content: 'one' })).body).toMatchObject({ id: placeholder, content: 'one' });
    const second = await it.followUp(asked, { content: 'two', flags: EPHEMERAL });
    expect(second.body.id).not.toBe(placeholder);
    expect(second.body.flags).toBe(EPHEMERAL);
    expect(it.world.messages(it.world.first.general)).toHaveLength(1);
  });

  it('can be taken away, and followed by others', async () => {
    await using it = await startAnswering();
    const asked = await it.ask();
    await it.answer(asked, 5);
    const placeholder = (await it.original(asked)).body.id;
    expect((await it.original(asked, 'DELETE')).status).toBe(204);
    expect(codes(await it.original(asked))).toEqual([404, 10008]);
    expect(codes(await it.original(asked, 'PATCH', TEXT))).toEqual([404, 10008]);
    const { id } = (await it.followUp(asked, TEXT)).body;
    expect(id).not.toBe(placeholder);
    expect(await it.messageOf(asked)).toMatchObject({ id });
  });
});

describe('the token', () => {
  it('opens nothing before the first answer', async () => {
    await using it = await startAnswering();
    const asked = await it.ask();
    expect(codes(await it.original(asked))).toEqual([404, 10015]);
    expect(codes(await it.followUp(asked, TEXT))).toEqual([404, 10015]);
  });

  it('lasts 15 minutes', async () => {
    await using it = await startAnswering();
    const asked = await it.ask();
    await it.answer(asked, 4, TEXT);
    it.bot.clock.advance(15 * 60_000);
    expect(codes(await it.original(asked, 'PATCH', { content: 'in time' }))).toEqual(OK);
    it.bot.clock.advance(1);
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      expect(codes(await it.original(asked, method, method === 'PATCH' ? TEXT : undefined))).toEqual([401, 50027]);
    }
    expect(codes(await it.followUp(asked, TEXT))).toEqual([401, 50027]);
  });

  it('is of no use to another application, nor is a wrong one', async () => {
    await using it = await startAnswering();
    const asked = await it.ask();
    await it.answer(asked, 4, TEXT);
    const other = `/webhooks/123456789012345678/${asked.token}/messages/@original`;
    expect(codes(await it.bot.call('GET', other))).toEqual([404, 10015]);
    expect(codes(await it.original({ ...asked, token: 'x' }))).toEqual([401, 50027]);
  });

  it('has no message after a form or nothing to show', async () => {
    await using it = await startAnswering();
    const asked = await it.ask();
    await it.answer(asked, 9, MODAL);
    expect(codes(await it.original(asked))).toEqual([404, 10008]);
  });
});
