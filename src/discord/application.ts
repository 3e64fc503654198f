import type { REST } from 'discord.js';
import { type APIApplication, type APIUser, Routes } from 'discord-api-types/v10';
import { readClose } from './gateway.ts';
import { readFailure } from './meaning.ts';

/** Who we are to Discord. */
export interface Identity {
  readonly applicationId: string;
  readonly botId: string;
}

/** Asks Discord who the token belongs to. @throws FatalError if the token is refused; what the network threw otherwise */
export async function readIdentity(rest: REST): Promise<Identity> {
  try {
    const application = (await rest.get(Routes.currentApplication())) as APIApplication;
    const user = (await rest.get(Routes.user())) as APIUser;
    return { applicationId: application.id, botId: user.id };
  } catch (error) {
    if (readFailure(error).kind === 'dead-token') throw readClose(4004);
    throw error;
  }
}
