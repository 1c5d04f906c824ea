/**
 * Eigenvalues (in no order) and eigenvectors (the columns of `vectors`) of a symmetric matrix (size, size), by cyclic Jacobi rotations
 * until all off-diagonal entries are negligible. Golub & Van Loan, Matrix Computations, 8.5.
 */
export function symmetricEigen(matrix: Float64Array, size: number): { values: Float64Array; vectors: Float64Array } {
  const a = Float64Array.from(matrix);
  const v = new Float64Array(size * size);
  for (let i = 0; i < size; i++) v[i * size + i] = 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    let all = 0;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        all += a[i * size + j]! * a[i * size + j]!;
        if (i !== j) off += a[i * size + j]! * a[i * size + j]!;
      }
    }
    if (off <= 1e-30 * all) break;
    for (let p = 0; p < size - 1; p++) for (let q = p + 1; q < size; q++) rotate(a, v, size, p, q);
  }
  return { values: Float64Array.from({ length: size }, (_, i) => a[i * size + i]!), vectors: v };
}

/** One Jacobi rotation that makes a[p][q] zero. */
function rotate(a: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q]!;
  if (apq === 0) return;
  const tau = (a[q * size + q]! - a[p * size + p]!) / (2 * apq);
  const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = t * c;
  for (let k = 0; k < size; k++) {
    const kp = a[k * size + p]!;
    const kq = a[k * size + q]!;
    a[k * size + p] = c * kp - s * kq;
    a[k * size + q] = s * kp + c * kq;
  }
  for (let k = 0; k < size; k++) {
    const pk = a[p * size + k]!;
    const qk = a[q * size + k]!;
    a[p * size + k] = c * pk - s * qk;
    a[q * size + k] = s * pk + c * qk;
    const vp = v[k * size + p]!;
    const vq = v[k * size + q]!;
    v[k * size + p] = c * vp - s * vq;
    v[k * size + q] = s * vp + c * vq;
  }
}

/**
 * Singular values of a matrix (rows, columns) given row by row, the largest first: min(rows, columns) of them. Orthogonal reflections to a triangle, then one-sided Jacobi
 * rotations of that: small values are right to some 1e-15 of the largest, so that a rank can be read off. Squares must not overflow. Golub & Van Loan, Matrix Computations,
 * 5.4.2 and 8.6.3; Drmac, Veselic, SIAM J. Matrix Anal. Appl. 29, 1322 (2008).
 */
export function singularValues(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const wide = columns > rows;
  const [length, count] = wide ? [columns, rows] : [rows, columns];
  // Each vector in one stretch: the rows of the flatter of the matrix and its transpose.
  const vectors = new Float64Array(length * count);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) vectors[wide ? i * length + j : j * length + i] = matrix[i * columns + j]!;
  }
  const triangle = triangleOf(vectors, length, count);
  // Closer to 0 than that a cosine of two vectors is rounding.
  const close = Math.sqrt(count) * Number.EPSILON;
  for (let sweep = 0; sweep < 60; sweep++) {
    let turned = false;
    for (let p = 0; p < count - 1; p++) {
      for (let q = p + 1; q < count; q++) turned = orthogonalise(triangle, count, p, q, close) || turned;
    }
    if (!turned) break;
  }
  const values = Float64Array.from({ length: count }, (_, k) => {
    let sum = 0;
    for (let i = k * count; i < (k + 1) * count; i++) sum += triangle[i]! * triangle[i]!;
    return Math.sqrt(sum);
  });
  return values.sort().reverse();
}

/**
 * The rows of R, (count, count), where some vectors, of `length` numbers each and no more than that, are the columns of Q R: by Householder reflections, each of the longest
 * vector that is left. A column of R stands at its vector's place, and not in the order in which they were taken. Overwrites the vectors.
 */
function triangleOf(vectors: Float64Array, length: number, count: number): Float64Array {
  const triangle = new Float64Array(count * count);
  const left = Array.from({ length: count }, (_, k) => k);
  const squares = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    for (let i = k * length; i < (k + 1) * length; i++) squares[k]! += vectors[i]! * vectors[i]!;
  }
  for (let k = 0; k < count; k++) {
    const longest = left.reduce((best, one) => (squares[one]! > squares[best]! ? one : best));
    left.splice(left.indexOf(longest), 1);
    const own = longest * length;
    const size = Math.sqrt(squares[longest]!);
    if (size === 0) break;
    const head = vectors[own + k]!;
    const end = head > 0 ? -size : size;
    triangle[k * count + longest] = end;
    vectors[own + k] = head - end;
    const factor = 1 / (size * (size + Math.abs(head)));
    for (const other of left) {
      const at = other * length;
      let inner = 0;
      for (let i = k; i < length; i++) inner += vectors[own + i]! * vectors[at + i]!;
      inner *= factor;
      triangle[k * count + other] = vectors[at + k]! - inner * vectors[own + k]!;
      let square = 0;
      for (let i = k + 1; i < length; i++) {
        const value = vectors[at + i]! - inner * vectors[own + i]!;
        vectors[at + i] = value;
        square += value * value;
      }
      squares[other] = square;
    }
  }
  return triangle;
}

/** Turns two vectors in their plane until they are orthogonal; false where they already are. */
function orthogonalise(vectors: Float64Array, length: number, p: number, q: number, close: number): boolean {
  let [pp, qq, pq] = [0, 0, 0];
  for (let i = 0; i < length; i++) {
    const [a, b] = [vectors[p * length + i]!, vectors[q * length + i]!];
    pp += a * a;
    qq += b * b;
    pq += a * b;
  }
  if (Math.abs(pq) <= close * Math.sqrt(pp) * Math.sqrt(qq)) return false;
  const tau = (qq - pp) / (2 * pq);
  const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = t * c;
  for (let i = 0; i < length; i++) {
    const [a, b] = [vectors[p * length + i]!, vectors[q * length + i]!];
    vectors[p * length + i] = c * a - s * b;
    vectors[q * length + i] = s * a + c * b;
  }
  return true;
}
