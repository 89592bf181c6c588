/**
 * Takes from the code that runs from now on what would end the program of which it is a part: it throws instead.
 *
 * @returns what gives it back
 */
export function keepRunning(): () => void {
  const names = ['exit', 'abort', 'reallyExit', 'emit']
  const real = Object.fromEntries(names.map((name): [string, unknown] => [name, Reflect.get(process, name)]))
  const code = process.exitCode
  const refuse = (name: string) => (given?: unknown) => {
    throw new Error(`its code called process.${name}(${given === undefined ? '' : String(given)})`)
  }
  const emit = real['emit'] as (...args: unknown[]) => unknown
  // Who imported `exit` by its name has the real one, which tells of the end before it calls the last one.
  const heedExit = (event: unknown, ...args: unknown[]): unknown => {
    if (event !== 'exit' || !Reflect.get(process, '_exiting'))
      return Reflect.apply(emit, process, [event, ...args])
    Reflect.set(process, '_exiting', false)
    process.exitCode = code
    return refuse('exit')(args[0])
  }
  Object.assign(process, Object.fromEntries(names.map((name) => [name, refuse(name)])), { emit: heedExit })
  return () => void Object.assign(process, real)
}
