import { InvalidArgumentError } from 'commander'

/** Reads the name of a file or folder: none, as of an empty variable of a shell, is not the current folder. */
export const place =
  (example: string) =>
  (text: string): string => {
    if (text.trim() === '') throw new InvalidArgumentError(`It names no place; write for example ${example}.`)
    if (text.includes('\0'))
      throw new InvalidArgumentError(`No name holds a null character; write for example ${example}.`)
    return text
  }
