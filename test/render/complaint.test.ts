import { expect, it } from 'vitest';
import { renderComplaint } from '../../src/render/complaint.ts';
import { textsOf } from '../support/discord/discord-rules.ts';

it('what took too long tells of searches and of lists what would be faster', () => {
  const text = textsOf(renderComplaint({ code: 'too-slow' })).join('\n');
  expect(text).toContain('a search with rarer words');
  expect(text).toContain('a list of fewer days');
});
