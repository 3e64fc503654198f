/** Discord's numbers, each once. Lengths of text are in Unicode code points: discord-api-docs issue 1315. */

/** components/reference: nested ones included. */
export const MOST_COMPONENTS = 40;
/** Over all Text Displays of a message: discord-api-docs pull request 8562. */
export const MOST_TEXT = 4_000;
/** Undocumented: above it Discord answers 500. Counted as below: discord-api-docs issue 8554. */
export const MOST_TEXT_BYTES = 10_170;
/** What each Text Display adds to the bytes. */
export const BYTES_PER_TEXT_DISPLAY = 12;
/** components/reference: custom_id, select values, labels of select options. */
export const MOST_CUSTOM_ID = 100;
export const MOST_OPTION_LABEL = 100;
export const MOST_OPTIONS = 25;
export const MOST_PLACEHOLDER = 150;
export const MOST_BUTTON_LABEL = 80;
export const MOST_BUTTONS_IN_ROW = 5;
export const MOST_URL = 512;
/** components/reference: a form and its labels. */
export const MOST_FORM_TITLE = 45;
export const MOST_FORM_PARTS = 5;
export const MOST_LABEL = 45;
export const MOST_LABEL_DESCRIPTION = 100;
/** resources/channel: a thread's name. */
export const MOST_THREAD_NAME = 100;
/** interactions/application-commands: choices of one autocompletion; a choice's name, and its value. */
export const MOST_CHOICES = 25;
export const MOST_CHOICE_NAME = 100;
export const MOST_CHOICE_VALUE = 100;

/** Our own budgets, kept below Discord's, so that a heading never pushes a message over. */
export const ROWS_TEXT = 3_500;
export const ROWS_BYTES = 9_000;
export const MESSAGE_TEXT = 3_900;
export const MESSAGE_BYTES = 10_000;
