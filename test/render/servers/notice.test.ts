import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SUSPENSION_REASONS } from '../../../src/domain/subscription.ts';
import type { HeldUp } from '../../../src/domain/thread-room.ts';
import {
  renderResumedNotice,
  renderRoleNotice,
  renderSuspensionNotice,
  renderThreadsFullNotice,
  renderWelcome,
} from '../../../src/render/servers/notice.ts';
import { expectDiscordTakes, textsOf } from '../../support/discord/discord-rules.ts';
import { hostileText } from '../../support/papers/hostile.ts';

const PLACE = { guildId: '100000000000000001', channelId: '200000000000000001', marker: 'v1|help|show|1' };

describe('a notice of a suspension', () => {
  it.each(SUSPENSION_REASONS)('says what to do about %s, where, and can be found again', (reason) => {
    const message = renderSuspensionNotice({ ...PLACE, reason });
    expectDiscordTakes(message);
    const words = textsOf(message).join('\n');
    expect(words).toContain(`<#${PLACE.channelId}>`);
    expect(words.split('\n')).toHaveLength(3);
    expect(words).toContain('subscriptions are kept');
    expect(JSON.stringify(message)).toContain('"custom_id":"v1|help|show|1"');
    expect(message.allowed_mentions).toEqual({ parse: [] });
  });

  it('names the permissions that are missing, if they are known', () => {
    const missing = ['View Channel', 'Send Messages'];
    const words = textsOf(renderSuspensionNotice({ ...PLACE, reason: 'missing-permission', missing })).join('\n');
    expect(words).toContain('the permissions **View Channel** and **Send Messages**');
    expect(words).toContain('allow them for Paperboy');
  });

  it('takes no harm from a channel’s name, whatever it holds', () => {
    fc.assert(
      fc.property(hostileText, (channelName) => {
        const message = renderSuspensionNotice({ ...PLACE, reason: 'channel-gone', channelName });
        expectDiscordTakes(message);
        expect(textsOf(message)[0]?.split('\n')).toHaveLength(3);
        expect(textsOf(message).join()).not.toMatch(/(?<!\\)(@everyone|<@&?\d+>|\]\(http)/);
      }),
    );
  });
});

describe('a notice that no discussion begins', () => {
  it.each<[HeldUp, string]>([
    [{ kind: 'cap' }, 'as many active threads'],
    [{ kind: 'cap', lack: { kind: 'not-agreed' } }, 'switched on in `/subscriptions`, *Server settings*'],
    [
      { kind: 'cap', lack: { kind: 'no-right', channelId: PLACE.channelId } },
      '**Manage Threads**, for instance in <#2',
    ],
    [{ kind: 'cap', lack: { kind: 'none-quiet' } }, 'there are none now'],
    [{ kind: 'slow' }, 'for some minutes'],
    [{ kind: 'participants' }, 'cannot write in a discussion'],
    [{ kind: 'participants', threadId: PLACE.channelId }, 'cannot write in <#2'],
  ])('says why and what helps: %j', (why, words) => {
    const message = renderThreadsFullNotice({ ...PLACE, why });
    expectDiscordTakes(message);
    expect(textsOf(message).join('\n')).toContain(words);
    expect(textsOf(message).join('\n')).toContain('are posted as always');
  });
});

describe('other notices', () => {
  it.each([renderResumedNotice(PLACE), renderRoleNotice(PLACE), renderWelcome(PLACE)])(
    'push nobody, are short, and can be found again',
    (message) => {
      expectDiscordTakes(message);
      expect(message.flags & 4096).toBe(4096);
      expect(textsOf(message).join('\n').split('\n').length).toBeLessThanOrEqual(2);
      expect(JSON.stringify(message)).toContain('"custom_id":"v1|help|show|1"');
    },
  );
});
