import { expect } from 'vitest';

const SENTENCE = /^(\w+: )?[A-Z/][^\n]*[.]$/;

/** What is refused before the bot hears of it, and how. @returns the sentence for the person */
export async function refusalOf(act: Promise<unknown>): Promise<string> {
  try {
    await act;
  } catch (error) {
    const { message } = error as Error;
    expect(message).toMatch(SENTENCE);
    return message;
  }
  throw new Error('nobody was refused');
}
