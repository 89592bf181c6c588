import { styleText } from 'node:util'
import type { Output } from './services.ts'

export type Colour = 'green' | 'red' | 'yellow' | 'dim' | 'bold'

/** Colours text where the terminal has colours. The text must be ours, or have gone through `inOneLine`. */
export type Paint = (colour: Colour, text: string) => string

/** As an output wants it: `NO_COLOR` and `FORCE_COLOR` are heeded. */
export const paintOn = ({ colours }: Output): Paint =>
  colours ? (colour, text) => styleText(colour, text, { validateStream: false }) : (_, text) => text

/** Writes what was painted. */
export const writePainted = (output: Output, text: string): void =>
  void (output.colours && output.control ? output.control(text) : output.write(text))
