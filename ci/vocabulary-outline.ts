import { NEEDS } from '../src/claim/needs.ts'

/** A part of the vocabulary: exports, in the order in which they are told. */
export interface Section {
  readonly title: string
  readonly introduction?: string
  /** Told one after the other, with their examples as blocks. */
  readonly told?: readonly string[]
  /** Told in a table, a line each. */
  readonly listed?: readonly string[]
  /** Types whose members are told, each in a table of its own. */
  readonly members?: readonly string[]
  /** Words that it has for something, and what each says. */
  readonly words?: { readonly for: string; readonly say: readonly (readonly [word: string, says: string])[] }
}

export const OUTLINE: readonly Section[] = [
  {
    title: 'Kinds of claims',
    introduction:
      'A claim is the default export of a file that has the name of its id, made by one of these.',
    told: ['forAll', 'exists', 'probability', 'expectation', 'scaling'],
  },
  {
    title: 'What a claim says',
    members: ['ForAll', 'Exists', 'Probability', 'Scaling', 'ProbabilityBound', 'Mean', 'Exponent'],
    listed: ['Expected', 'Quantifiers', 'Need'],
    words: {
      for: 'need',
      say: Object.entries(NEEDS).map(([need, { about }]) => [need, `The claim is about ${about}.`]),
    },
  },
  {
    title: 'Whose statement it is',
    listed: ['published', 'reconstructed', 'derived', 'folklore'],
    members: ['Source'],
  },
  {
    title: 'Controls, and what a control of a false claim is',
    told: ['Variant'],
    members: ['Variant'],
    listed: ['withMap'],
  },
  { title: 'Dropping a hypothesis: ablations', told: ['Ablation'] },
  { title: 'What is left of a false claim: restrictions', told: ['Restriction'] },
  { title: 'How sharp a constant is: mutants and tightness', told: ['Mutant'] },
  {
    title: 'Regions of the inputs',
    listed: ['Region', 'Cover', 'scoresApart', 'allScoresEqual', 'allKeysEqual', 'never', 'always'],
    members: ['Cover'],
  },
  {
    title: 'Predicates',
    told: ['Predicate'],
    listed: ['Measure', 'Inputs'],
    members: ['Attention', 'Recorder'],
  },
  {
    title: 'What a Real can do',
    told: ['Real'],
    members: ['Real'],
    listed: [
      'Operand',
      'Shape',
      'range',
      'totalVariation',
      'divergenceFromUniform',
      'entropy',
      'logLogSlope',
      'tanh',
      'pairs',
      'shares',
      'rowsOf',
      'stacked',
      'crossProduct',
      'span',
      'tuples',
      'reflection',
    ],
  },
  {
    title: 'Propositions',
    told: ['Proposition'],
    members: ['Proposition', 'Rank'],
    listed: [
      'and',
      'or',
      'not',
      'implies',
      'iff',
      'between',
      'allEqual',
      'allAtMost',
      'equalRows',
      'apart',
      'sameRank',
      'majorises',
      'distinctRows',
      'spansAffinely',
    ],
  },
  { title: 'Choosing', told: ['where'] },
  { title: 'Derivatives', told: ['derivative', 'jacobian'] },
  {
    title: 'Matrices',
    told: ['positiveDefinite', 'positiveSemidefinite'],
    listed: ['largestEigenvalue', 'smallestEigenvalue', 'largestSingularValue', 'smallestSingularValue'],
    members: ['Extreme'],
  },
  { title: 'Two mechanisms in one claim', told: ['bind'] },
  { title: 'Feeding scores', told: ['eye', 'asScores', 'scoresOf', 'logits'] },
  {
    title: 'Inputs',
    introduction:
      'A case is drawn by value, float32 by float32, from its seed and index. What is ready-made takes `from`, `fixed` and `where` as `arrays` does; all compose with `map`, `filter`, `chain` and `oneof` of fast-check.',
    listed: [
      'queryAndKeys',
      'queriesAndKeys',
      'queryKeysAndValues',
      'sequences',
      'changedQuery',
      'withPermutation',
      'withNumbers',
    ],
    told: ['arrays', 'finding'],
    members: ['ArraysOptions', 'OrthogonalOptions'],
  },
  {
    title: 'Families of distributions',
    listed: [
      ...['Extents', 'Axis', 'From', 'Where'],
      ...[
        'spread',
        'logitSpread',
        'levelSpread',
        'midway',
        'gaussian',
        'heavyTailed',
        'uniform',
        'lattice',
        'signs',
        'saturated',
      ],
      ...[
        'lowRank',
        'collinear',
        'nearTied',
        'twoLevel',
        'permutationMatrix',
        'orthogonalDirections',
        'properPermutation',
        'mixture',
      ],
    ],
    members: ['Distribution'],
  },
  {
    title: 'Subjects',
    told: ['Subject'],
    listed: [
      ...['softmax', 'softmaxAttention', 'linear', 'inline', 'mechanism', 'ofScores', 'masked'],
      ...['sparsemaxAttention', 'sigmoidAttention', 'gatedLinear', 'deltaNet', 'slidingWindow'],
      ...['rotary', 'alibiAttention', 'multiHead'],
    ],
    members: [
      ...['SoftmaxOptions', 'LinearOptions', 'SigmoidOptions'],
      ...['RotaryOptions', 'AlibiOptions', 'MultiHeadOptions'],
    ],
  },
  {
    title: 'Scales, masks and forms',
    listed: ['Scale', 'Mask', 'LinearForm', 'InlineScaling'],
  },
  {
    title: 'Feature maps',
    listed: [
      ...['identity', 'relu', 'elu1', 'exponential', 'hedgehog', 'taylor2', 'FEATURE_MAPS', 'kernelOf'],
      ...[
        'tilt',
        'taylor',
        'power',
        'cosformer',
        'focused',
        'favor',
        'unitDirections',
        'RandomFeatures',
        'Features',
      ],
    ],
    members: ['FeatureMap', 'FavorOptions', 'Beside'],
  },
]

/** What a claim does not say: it is about judging, about attentions that are examined, or only names the type of something. */
export const ELSEWHERE: readonly string[] = [
  ...[
    'verify',
    'Judged',
    'VerifyOptions',
    'attention',
    'OwnAnswer',
    'OwnAttention',
    'OwnInputs',
    'OwnNumbers',
    'Takes',
    'Definition',
  ],
  ...[
    'Claim',
    'Traits',
    'Case',
    'Input',
    'Draws',
    'ArraysArbitrary',
    'Computation',
    'LinearParts',
    'InlineParts',
    'Heads',
  ],
  ...['QueriesAndKeys', 'QueriesKeysAndValues'],
]
