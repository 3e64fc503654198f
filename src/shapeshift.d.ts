// @sapphire/shapeshift, which discord.js brings, names a type that @types/node no longer has.
import type { InspectOptions } from 'node:util';

declare module 'util' {
  export interface InspectOptionsStylized extends InspectOptions {
    stylize(text: string, styleType: string): string;
  }
}
