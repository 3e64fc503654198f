import { AllowedMentionsTypes } from 'discord-api-types/v10';
import { z } from 'zod';
import { absent, set, snowflake } from './fields.ts';
import { adding, type FormFault } from './form.ts';

const MOST_IDS = 100;

const shape = z.object({
  parse: absent(set(z.enum(AllowedMentionsTypes), 0, 3)),
  users: absent(set(snowflake, 0, MOST_IDS)),
  roles: absent(set(snowflake, 0, MOST_IDS)),
  replied_user: absent(z.boolean()),
});

/** Whom a message may ping. Source: discord-api-docs, resources/message › Allowed Mentions Object. */
export const allowedMentions = shape.superRefine(adding(exclusionFaults));

type Allowed = z.infer<typeof shape>;

/** Either all of a kind or those in a list, not both. An empty list is as none. */
function exclusionFaults({ parse = [], users = [], roles = [] }: Allowed): readonly FormFault[] {
  const { User, Role } = AllowedMentionsTypes;
  return [
    ...(parse.includes(User) && users.length > 0 ? [exclusive('users')] : []),
    ...(parse.includes(Role) && roles.length > 0 ? [exclusive('roles')] : []),
  ];
}

function exclusive(kind: string): FormFault {
  const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
  return { path: [], code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message };
}
