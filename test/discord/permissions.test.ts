import { ChannelType, OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isOpenToAll, permissionsIn } from '../../src/discord/permissions.ts';

const { ViewChannel, SendMessages, Administrator } = PermissionFlagsBits;
const GUILD = '100000000000000001';
const ROLES = ['200000000000000001', '200000000000000002'];
const MEMBER = '300000000000000001';

const bits = fc
  .subarray([ViewChannel, SendMessages, Administrator])
  .map((chosen) => String(chosen.reduce((all, bit) => all | bit, 0n)));
const overwrite = fc.record({
  id: fc.constantFrom(GUILD, ...ROLES, MEMBER),
  allow: bits,
  deny: bits,
});

it('whoever may do whatever, nobody is kept out of a channel that counts as open to all', () => {
  fc.assert(
    fc.property(
      fc.tuple(bits, bits, bits),
      fc.uniqueArray(overwrite, { selector: ({ id }) => id }),
      fc.subarray(ROLES),
      ([everyone, one, two], overwrites, memberRoles) => {
        const denials = overwrites.map(({ deny }) => BigInt(deny));
        fc.pre(isOpenToAll(BigInt(everyone), denials));
        const roles = [GUILD, ...ROLES].map((id, index) => ({ id, permissions: [everyone, one, two][index] ?? '0' }));
        const channel = {
          id: '400000000000000001',
          type: ChannelType.GuildText,
          permission_overwrites: overwrites.map((each) => ({
            ...each,
            type: each.id === MEMBER ? OverwriteType.Member : OverwriteType.Role,
          })),
        };
        const permissions = permissionsIn(channel as unknown as Parameters<typeof permissionsIn>[0], {
          guildId: GUILD,
          userId: MEMBER,
          memberRoles,
          roles: roles as unknown as Parameters<typeof permissionsIn>[1]['roles'],
        });
        expect(permissions & ViewChannel).not.toBe(0n);
      },
    ),
  );
});
