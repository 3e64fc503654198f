import { expect } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';
import { createOpenApiCheck } from './openapi.ts';

const check = createOpenApiCheck();

export interface TestSandbox extends Sandbox {
  /**
   * A promise of the suite, asked for by whoever is done with a sandbox: whatever the bot sent, Discord's own
   * description of its API takes it.
   */
  expectDescribed(): void;
}

/** A sandbox that forgets, on any port, without rate limits unless they are asked for. */
export async function startTestSandbox(
  options: Partial<SandboxOptions> & Pick<SandboxOptions, 'now'>,
): Promise<TestSandbox> {
  const sandbox = await startSandbox({ port: 0, identifyMs: 0, limits: { enabled: false }, ...options });
  const expectDescribed = () => {
    if (check === undefined) return;
    expect(sandbox.requests.entries.flatMap(check)).toEqual([]);
  };
  return Object.defineProperties({ expectDescribed }, Object.getOwnPropertyDescriptors(sandbox)) as TestSandbox;
}
