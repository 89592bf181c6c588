/**
 * Values of functions: an argument, and the bits of the neighbour towards zero of the two float64 numbers between which the
 * true value lies, by 256 bits of MPFR.
 */
export const FUNCTION_VALUES: Readonly<
  Record<
    'exp' | 'log' | 'sin' | 'cos' | 'expm1',
    readonly (readonly [argument: number, towardsZero: bigint])[]
  >
> = {
  exp: [
    [0.5, 0x3ffa61298e1e069bn],
    [-0.3, 0x3fe7b4c869c37c04n],
    [1, 0x4005bf0a8b145769n],
    [88.7, 0x47ef4705bbffae5bn],
    [-87.3, 0x38109874c0b9cacbn],
    [709.5, 0x7fe81e9b4b52d0c8n],
    [-708, 0x17c8ab2288c9abn],
    [-740, 0x54n],
    [2 ** -30, 0x3ff0000000400000n],
  ],
  log: [
    [0.75, 0xbfd269621134db92n],
    [1.0000001, 0x3e7ad7f2847b6492n],
    [2, 0x3fe62e42fefa39efn],
    [10, 0x40026bb1bbb55515n],
    [1e-300, 0xc085963447f87fb5n],
    [3e-320, 0xc086fdd43b3b8eabn],
    [1e300, 0x4085963447f87fb5n],
  ],
  sin: [
    [0.5, 0x3fdeaee8744b05efn],
    [1, 0x3feaed548f090ceen],
    [3, 0x3fc210386db6d55bn],
    [100000, 0x3fa24daa9c527e96n],
    [1e22, 0xbfeb453ab76bf397n],
    [-2.5, 0xbfe326af0dcfcab0n],
  ],
  cos: [
    [0.5, 0x3fec1528065b7d4fn],
    [1, 0x3fe14a280fb5068bn],
    [3, 0xbfefae04be85e5d2n],
    [100000, 0xbfeffac3841b3da7n],
    [1e22, 0x3fe0be2cef01c8f3n],
    [-2.5, 0xbfe9a2f7ef858b7dn],
  ],
  expm1: [
    [0.1, 0x3fbaec7b35a00d3an],
    [-0.2, 0xbfc733d4a7a67a9an],
    [20, 0x41bceb088a68e804n],
    [0.00001, 0x3ee4f8bc681cdfb5n],
    [-3, 0xbfee6824f33314f5n],
  ],
}
