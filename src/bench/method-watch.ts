type Method = (this: unknown, ...operands: unknown[]) => unknown

/** Adds up the time spent in some methods of an object, or of all objects of a class, whoever calls them. */
export class MethodWatch {
  private spent = 0
  private started = 0
  /** Methods that call each other, and promises that are pending at the same time, are counted once. */
  private depth = 0
  private readonly object: Record<string, Method>
  private readonly before: [name: string, own: Method | undefined][]

  /** @param object a class's prototype for all of its objects */
  constructor(object: object, names: readonly string[]) {
    this.object = object as Record<string, Method>
    this.before = names.map((name) => [name, Object.hasOwn(object, name) ? this.object[name] : undefined])
    for (const name of names) this.object[name] = this.watched(this.object[name])
  }

  /** Milliseconds since it was made. */
  stop(): number {
    for (const [name, own] of this.before) {
      if (own) this.object[name] = own
      else Reflect.deleteProperty(this.object, name)
    }
    return this.spent
  }

  private watched(method: Method): Method {
    const enter = (): void => {
      if (this.depth++ === 0) this.started = performance.now()
    }
    const leave = (): void => {
      if (--this.depth === 0) this.spent += performance.now() - this.started
    }
    return function (...operands) {
      enter()
      let result: unknown
      try {
        result = method.apply(this, operands)
      } finally {
        if (!(result instanceof Promise)) leave()
      }
      return result instanceof Promise ? result.finally(leave) : result
    }
  }
}
