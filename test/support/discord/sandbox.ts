import { expect } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/sandbox.ts';
import { createOpenApiChecks } from './openapi.ts';

const checks = createOpenApiChecks();

export interface TestSandbox extends Sandbox {
  /**
   * A promise of the suite, asked for by whoever is done with a sandbox: whatever the bot sent, Discord's own
   * description of its API takes it.
   */
  expectDescribed(): void;
  /** The same of what the sandbox answered. */
  expectDescribedAnswers(): void;
}

/** A sandbox that forgets, on any port, without rate limits unless they are asked for. */
export async function startTestSandbox(
  options: Partial<SandboxOptions> & Pick<SandboxOptions, 'now'>,
): Promise<TestSandbox> {
  const sandbox = await startSandbox({ port: 0, identifyMs: 0, limits: { enabled: false }, ...options });
  const more = {
    expectDescribed: () =>
      expect(sandbox.requests.entries.flatMap((entry) => checks?.request(entry) ?? [])).toEqual([]),
    expectDescribedAnswers: () =>
      expect(sandbox.requests.entries.flatMap((entry) => checks?.answer(entry) ?? [])).toEqual([]),
  };
  return Object.defineProperties(more, Object.getOwnPropertyDescriptors(sandbox)) as typeof more & Sandbox;
}
