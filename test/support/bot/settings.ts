/** The settings by which a bot of a test meets its sandbox, its database and its source. */
export function settingsOf({
  sandbox,
  database,
  source,
}: {
  readonly sandbox: { readonly token: string; readonly apiUrl: string };
  readonly database: { readonly connectionString: string };
  readonly source: { readonly url: string };
}): Readonly<Record<string, string>> {
  return {
    DISCORD_TOKEN: sandbox.token,
    DISCORD_API_URL: sandbox.apiUrl,
    DATABASE_URL: database.connectionString,
    HUGGINGFACE_URL: source.url,
    ARXIV_URL: source.url,
  };
}
