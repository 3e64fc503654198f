import { z } from 'zod';
import { absent, set, snowflake, whole, words } from './fields.ts';
import { addFault, notModelled, parseForm } from './form.ts';
import { type MessageInput, readStarter } from './message.ts';

const ANNOUNCEMENT_THREAD = 10;
const PUBLIC_THREAD = 11;
const PRIVATE_THREAD = 12;

/**
 * Start Thread from Message.
 *
 * Source: discord-api-docs, resources/channel; so are the others here.
 *
 * @throws ApiError 50035
 */
export function readThreadFromMessage(body: unknown) {
  return parseForm(fromMessage, body);
}

/** Start Thread without Message: private unless it says otherwise. @throws ApiError 50035 */
export function readNewThread(body: unknown) {
  const { type = PRIVATE_THREAD, ...thread } = parseForm(withoutMessage, body);
  return { ...thread, type };
}

export interface ForumPost extends z.infer<typeof forumPost> {
  readonly message: MessageInput;
}

/** Start Thread in Forum or Media Channel. @throws ApiError 50035; 50006 or 500 for its message */
export function readForumPost(body: unknown): ForumPost {
  const { message: given, ...post } = parseForm(forumPost.extend({ message: z.looseObject({}) }), body);
  return { ...post, message: readStarter(given, ['message']) };
}

/** Modify Channel, of a thread. @throws ApiError 50035 */
export function readThreadChange(body: unknown) {
  return parseForm(change, body);
}

const common = {
  auto_archive_duration: absent(z.literal([60, 1_440, 4_320, 10_080])),
  rate_limit_per_user: absent(whole(0, 21_600)),
};

const tags = set(snowflake, 0, 5);

const name = words(1, 100);

const fromMessage = z.object({ name, ...common });

const withoutMessage = z.object({
  name,
  ...common,
  type: absent(z.literal([ANNOUNCEMENT_THREAD, PUBLIC_THREAD, PRIVATE_THREAD])),
  invitable: absent(z.boolean()),
});

const forumPost = z.object({ name, ...common, applied_tags: absent(tags) });

const change = z.object({
  name: absent(name),
  ...common,
  archived: absent(z.boolean()),
  locked: absent(z.boolean()),
  invitable: absent(z.boolean()),
  applied_tags: absent(tags),
  // A pinned post: nothing here pins.
  flags: absent(
    z.number().superRefine((given, context) => {
      if (given !== 0) addFault(context, notModelled([]));
    }),
  ),
});
