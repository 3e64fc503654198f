/** Something that whoever started the sandbox offers on its page, beside what the sandbox can do itself. */
export interface SandboxAction {
  /** What the button says. */
  readonly label: string;
  /** The heading that it stands under. */
  readonly group: string;
  /** What is to be known before it is pressed. */
  readonly hint?: string;
  /**
   * Does it. One at a time.
   *
   * @param signal aborts when the sandbox ends
   * @returns a sentence that the page shows, also if it could not be done
   */
  run(signal: AbortSignal): Promise<string>;
}

/** Something that the sandbox itself can do, in the channel that is open. */
export interface OwnAction {
  /** The same each time the page asks. */
  readonly id: string;
  readonly label: string;
  readonly group: string;
  readonly hint?: string;
  /** Whether it is on, of something that is switched on and off; absent if it is simply done. */
  readonly isOn?: boolean;
  /** What the page asks before it is done. */
  readonly question?: string;
  /** @returns a sentence that the page shows */
  run(): string;
}
