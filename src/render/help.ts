import { container, type PackedMessage, packMessage, text } from './packer.ts';

/** `/help`, for somebody who has never seen Paperboy. */
export function renderHelp(
  commands: readonly { readonly name: string; readonly description: string }[],
): PackedMessage {
  return packMessage([
    container([
      text(
        [
          '## Paperboy',
          'The research papers that people read today, from Hugging Face’s Daily Papers: ask for them, have them posted every day, and discuss each in one thread.',
        ].join('\n'),
      ),
      text(commands.map(({ name, description }) => `**/${name}** ${description}`).join('\n')),
      text(
        '-# In every list, *Open a paper…* shows its abstract, links and discussion. Answers are for you alone; *Share* shows them to the channel.',
      ),
    ]),
  ]);
}
