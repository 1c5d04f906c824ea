/*
 * What the host lays out in memory once, when a circuit is opened (quantum/wasm/program.ts writes the words in this order; a test compares the
 * names). Sizes are plain numbers, everything else byte offsets. F is the precision of states; f64 is said where it differs.
 */
@unmanaged
export class Program {
  /** Qubits, and vectors of 16 bytes that hold one block's lanes: as many as the batch in hand needs, and the most there is room for. */
  numQubits: usize;
  V: usize;
  mostV: usize;
  /** 1 for a batch of one in double precision, whose amplitudes are one vector each: see packed.ts. */
  packed: usize;
  /** 1: what comes out is the state; 0: <Z> of each wire. */
  stateOut: usize;
  numParams: usize;
  numInputs: usize;
  /** First inputs that are the numbers of the first state, or 0; bytes between two of them there. */
  startNumbers: usize;
  startStep: usize;
  /** Angles: the batch's and the sample's own. */
  numShared: usize;
  numSample: usize;
  /** Samples rounded up to whole blocks. */
  padded: usize;
  numStages: usize;
  /** Stage records, one after the other. */
  stages: usize;
  /** u32 (2^n): the permutation before the measurement, and its inverse. */
  lastMap: usize;
  lastInverse: usize;

  /** f64: (numParams,), (batch, numInputs); twice (batch, n) or, of states, (batch, 2^n, re/im). */
  params: usize;
  inputs: usize;
  results: usize;
  cotangent: usize;
  /** f64: (numParams,) or, by row, (batch, numParams); (batch, numInputs). */
  gradParams: usize;
  gradInputs: usize;

  /** Sums that make the angles: see angles.ts. */
  sharedTerms: usize;
  sampleTerms: usize;
  /** f64 (numShared,): half angles, their cosines and sines; the same in every lane of a vector. */
  sharedHalf: usize;
  sharedCos: usize;
  sharedSin: usize;
  sharedCosLanes: usize;
  sharedSinLanes: usize;
  /** f64 (3, padded): half angles of one slot, and room; (slot, padded) cosines and sines. */
  sampleHalf: usize;
  sampleCos: usize;
  sampleSin: usize;

  /** Twice the derivatives. One vector for each shared angle; (slot, V) vectors; (slot, padded) numbers. */
  sumShared: usize;
  laneShared: usize;
  gradSample: usize;

  /** Prefixes of the wires, see prefix.ts. */
  prefixes: usize;
  /** 2-vectors: (wire, 4 V) vectors for each block; after every rotation of one wire. */
  wires: usize;
  trail: usize;
  /** Products of wires 0..q for 0 < q < n - 1, for each block. */
  products: usize;
  wiresBytes: usize;
  productsBytes: usize;
  /** f64 (padded,): the lengths of the rows of amplitudes. */
  lengths: usize;

  /** States after each stage: (block, stage + 1, 2^n, re/im, V) vectors. */
  psi: usize;
  stateBytes: usize;
  /** Bytes from one snapshot to the next. */
  stateStride: usize;
  lambda: usize;
  back: usize;
  /** (2^n, V) vectors each. */
  scratch: usize;
  dots: usize;
  /** 8 V vectors. */
  mu: usize;
  /** (n, V) vectors. */
  z: usize;
  /** f64 (2^n, re/im), twice: where phase tables are made. */
  table: usize;
}

@unmanaged
export class Stage {
  /** (2^n, re/im): phases times cosines, by the index before the map; the same by the index after it. */
  table: usize;
  tableAfter: usize;
  /** u32 (2^n): the map alone; with the flips of rotations near pi; and its inverse. */
  baseMap: usize;
  map: usize;
  inverse: usize;
  /** u32 (n,): slot + 1 of the phase of each bit before the map, or 0; the same after the map; 1 where that one has its sign turned. */
  before: usize;
  after: usize;
  odd: usize;
  hasBefore: usize;
  hasAfter: usize;
  /** u32 pairs (slot, mask): shared phases of several bits; phases that differ by sample. */
  joint: usize;
  numJoint: usize;
  sample: usize;
  numSample: usize;
  /** u32 (slot, bit, bytes between vectors that differ in the bit), bits ascending: rotations shared by the batch; (slot, bit): those that differ by sample. */
  rotations: usize;
  numRotations: usize;
  laneRotations: usize;
  numLaneRotations: usize;
  /** (numRotations,) tangents. */
  tangents: usize;
  /** One vector for each basis state: sums for the phases. */
  sums: usize;
  /** Bits of the basis index whose rotation is taken from pi on; set at every forward pass. */
  flips: usize;
}

@inline export function stageOf(p: Program, k: usize): Stage {
  return changetype<Stage>(p.stages + k * offsetof<Stage>());
}
@inline export function word(at: usize, k: usize): usize {
  return <usize>load<u32>(at + (k << 2));
}
