import { describe, expect, it } from 'vitest';
import { codes } from '../../support/discord/plain-bot.ts';
import type { Asked } from '../../support/discord/plain-gateway.ts';
import { postButton, startAnswering } from './answering.ts';

const TEXT = { content: 'hello' };
const ANSWERED = [204, undefined];
const MODAL = {
  custom_id: 'form',
  title: 'A form',
  components: [{ type: 18, label: 'Word', component: { type: 4, custom_id: 'word', style: 1 } }],
};

describe('the kinds of answers', () => {
  it('to a command are a message, a deferral and a form', async () => {
    await using it = await startAnswering();
    for (const type of [1, 6, 7, 8, 10, 12]) {
      expect(codes(await it.answer(await it.ask(), type, TEXT))).toEqual([400, 50035]);
    }
    for (const [type, data] of [
      [4, TEXT],
      [5, undefined],
      [9, MODAL],
    ] as const) {
      expect(codes(await it.answer(await it.ask(), type, data))).toEqual(ANSWERED);
    }
  });

  it('to a press are those, and changes of its message', async () => {
    await using it = await startAnswering();
    const messageId = await postButton(it.bot);
    expect(codes(await it.answer(await it.press(messageId), 8, { choices: [] }))).toEqual([400, 50035]);
    for (const [type, data] of [
      [4, TEXT],
      [5, undefined],
      [6, undefined],
      [7, TEXT],
      [9, MODAL],
    ] as const) {
      expect(codes(await it.answer(await it.press(messageId), type, data))).toEqual(ANSWERED);
    }
  });

  it('to a form are no other form; one from a press may change the message', async () => {
    await using it = await startAnswering();
    const messageId = await postButton(it.bot);
    const submit = async (opener: Asked) => {
      await it.answer(opener, 9, MODAL);
      const reply = await opener.reply;
      if (reply.kind !== 'modal') throw new Error(reply.kind);
      const filled = { interactionId: reply.interactionId, values: { word: 'llm' } };
      return it.gateway.asked(it.people.submit(it.world.first.grace, filled));
    };
    const fromCommand = await submit(await it.ask());
    expect(fromCommand.event).toMatchObject({
      type: 5,
      data: { custom_id: 'form', components: [{ type: 18, component: { type: 4, custom_id: 'word', value: 'llm' } }] },
    });
    for (const [type, data] of [[9, MODAL] as const, [6] as const, [7, TEXT] as const]) {
      expect(codes(await it.answer(fromCommand, type, data))).toEqual([400, 50035]);
    }
    expect(codes(await it.answer(fromCommand, 4, TEXT))).toEqual(ANSWERED);
    const fromPress = await submit(await it.press(messageId));
    expect(fromPress.event.message).toMatchObject({ id: messageId });
    expect(codes(await it.answer(fromPress, 7, { content: 'changed' }))).toEqual(ANSWERED);
    expect(await it.messageOf(fromPress)).toMatchObject({ id: messageId, content: 'changed' });
  });

  it('to an autocompletion are choices alone', async () => {
    await using it = await startAnswering();
    const { general, grace } = it.world.first;
    const complete = async () => {
      const typed = { channelId: general, command: 'find', focused: 'query', options: { query: 'di' } };
      const offered = it.people.complete(grace, typed);
      const { d } = await it.gateway.next('INTERACTION_CREATE');
      return { offered, event: d, asked: { id: d.id, token: d.token } as Asked };
    };
    const { asked, event, offered } = await complete();
    expect(event).toMatchObject({ type: 4, data: { options: [{ name: 'query', value: 'di', focused: true }] } });
    for (const type of [4, 5, 9]) expect(codes(await it.answer(asked, type, TEXT))).toEqual([400, 50035]);
    const choices = (count: number) => ({
      choices: Array.from({ length: count }, (_, n) => ({ name: `${n}`, value: `${n}` })),
    });
    expect(codes(await it.answer(asked, 8, choices(26)))).toEqual([400, 50035]);
    // What is completed is a text.
    expect(codes(await it.answer(asked, 8, { choices: [{ name: 'x', value: 1 }] }))).toEqual([400, 50035]);
    expect(codes(await it.answer(asked, 8, choices(25)))).toEqual(ANSWERED);
    expect(await offered).toHaveLength(25);
    const late = await complete();
    it.bot.clock.advance(3_001);
    expect(codes(await it.answer(late.asked, 8, choices(1)))).toEqual([404, 10062]);
  });

  it('to a press: 7 changes the message at once, 6 later', async () => {
    await using it = await startAnswering();
    const messageId = await postButton(it.bot);
    const atOnce = await it.press(messageId);
    await it.answer(atOnce, 7, { content: 'at once' });
    expect(await it.messageOf(atOnce)).toMatchObject({ id: messageId, content: 'at once' });
    const later = await it.press(messageId);
    await it.answer(later, 6);
    expect((await it.original(later)).body).toMatchObject({ id: messageId });
    await it.original(later, 'PATCH', { content: 'later' });
    expect(await it.messageOf(later)).toMatchObject({ id: messageId, content: 'later' });
  });
});
