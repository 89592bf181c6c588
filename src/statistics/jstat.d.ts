/** The part of jstat that is used here; the package has no types of its own. */
declare module 'jstat' {
  const jstat: {
    readonly jStat: {
      readonly beta: { inv(p: number, alpha: number, beta: number): number }
      readonly studentt: { inv(p: number, degreesOfFreedom: number): number }
    }
  }
  export default jstat
}
