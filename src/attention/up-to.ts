/** 0, 1, … n - 1. */
export const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i)
