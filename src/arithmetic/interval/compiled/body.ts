import { I32, type Code, type Local, type ValueType } from '../../numbers/simd/code.ts'

/** Statements of a function in the order in which they are written down. */
export class Body {
  private readonly statements: Code[] = []

  /** @param local makes a variable of the function */
  constructor(private readonly local: (type?: ValueType) => Local) {}

  /** Writes a statement down. */
  do(statement: Code): void {
    this.statements.push(statement)
  }

  /** Keeps a value in a variable of its own. @returns the value */
  let(type: ValueType, value: Code): Code {
    return this.variable(type, value).get
  }

  /** A variable, which is set here. */
  variable(type: ValueType, value: Code): Local {
    const variable = this.local(type)
    this.do(variable.set(value))
    return variable
  }

  /** A counter or an address, which is not set yet. */
  counter(): Local {
    return this.local(I32)
  }

  /** What is written down within, as one statement that is not written down here. */
  inside(write: (body: Body) => void): Code {
    const inner = new Body(this.local)
    write(inner)
    return inner.code
  }

  get code(): Code {
    // Not by `sequence`: of a large program there are more statements than a call takes arguments.
    return this.statements
  }
}
