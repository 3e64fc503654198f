import { readNewMessage } from '../../../src/sandbox/validation/message.ts';
import { many, refusals } from './refusals.ts';

/** Flag of a message whose components are its whole content. */
export const V2 = 32_768;

export const text = (content = 'x') => ({ type: 10, content });
export const row = (...components: readonly unknown[]) => ({ type: 1, components });
export const button = (more: object = {}) => ({ type: 2, style: 1, label: 'x', custom_id: 'a', ...more });
export const buttons = (count: number, from = 0) => many(count, (index) => button({ custom_id: `b${from + index}` }));
export const option = (value: string, more: object = {}) => ({ label: value, value, ...more });
export const select = (more: object = {}) => ({
  type: 3,
  custom_id: 's',
  options: [option('1'), option('2')],
  ...more,
});
export const media = { url: 'https://a.io/b.png' };
export const gallery = (count: number) => ({ type: 12, items: many(count, () => ({ media })) });
export const section = (more: object = {}) => ({ type: 9, components: [text()], accessory: button(), ...more });
export const container = (...components: readonly unknown[]) => ({ type: 17, components });

/** What is wrong with a message of these components, without the flag and with it. */
export const legacy = (...components: readonly unknown[]) =>
  refusals(() => readNewMessage({ content: 'x', components }));
export const v2 = (...components: readonly unknown[]) => refusals(() => readNewMessage({ flags: V2, components }));
