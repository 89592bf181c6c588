import { NONE, ofHead, ORDER, RANK, textOf, type Refused } from './refused-certificate.fixture.ts'

/** Something is wrong with the head, or with the file as a whole. */
export const HEAD: readonly Refused[] = [
  ofHead(
    'altered-digit',
    'a digit of the inputs was altered; all that is said still fits, but the hash does not',
    NONE,
    (_, c) => (c.inputs.x.data = ['-0x1.ep-2']),
    /its hash is not that of the certificate/,
  ),
  ofHead(
    'another-hash',
    'the hash is that of another certificate',
    NONE,
    (f) => (f.hash = RANK.hash),
    /its hash is not that/,
  ),
  ofHead(
    'another-claim',
    'head and certificate name two claims',
    NONE,
    (f) => (f.claim.id = 'other'),
    /about other, the certificate about by-hand/,
  ),
  ofHead(
    'another-version',
    'its format is one that nobody has described yet',
    NONE,
    (f) => (f.version = 2),
    /has version 2 of the format/,
    /its version is 2, not 1/,
  ),
  ofHead(
    'no-claim',
    'the head does not say what the certificate is about',
    NONE,
    (f) => delete f.claim,
    /it is damaged: claim/,
    /its head is damaged: it has no claim/,
  ),
  ofHead(
    'control-as-counterexample',
    'a control that falls is no counterexample of the claim',
    ORDER,
    (f) => (f.of = 'counterexample'),
    /says counterexample, the certificate is about/,
  ),
  ofHead(
    'counterexample-as-control',
    'a counterexample of the claim is none of a control',
    RANK,
    (f) => (f.of = 'control'),
    /says control, the certificate is about/,
  ),
  ofHead(
    'violation-as-witness',
    'a violation is no witness',
    RANK,
    (f) => (f.of = 'witness'),
    /says witness, the certificate violated/,
  ),
  {
    name: 'name-twice',
    reason: 'a name stands twice in one object, and readers of JSON take one or the other',
    text: textOf(NONE).replace('"says": "violated"', '"says": "satisfied",\n    "says": "violated"'),
    said: /a name stands in it twice/,
    saidInPython: /a name stands twice in one object/,
  },
]
