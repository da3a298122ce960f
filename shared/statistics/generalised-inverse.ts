/** A symmetric matrix as its rows. */
export type SymmetricMatrix = readonly Float64Array[]

interface GeneralisedInverse {
  readonly inverse: SymmetricMatrix
  /** How many of the unknowns the matrix determines; the others have rows of zeros. */
  readonly rank: number
}

/** A pivot that fell below this part of its diagonal element belongs to a redundant unknown. */
const REDUNDANT = 1e-11

/** Inverse of a positive semi-definite matrix by Gauss-Jordan sweeps; redundant unknowns are left out. */
export function generalisedInverse(matrix: SymmetricMatrix): GeneralisedInverse {
  const work = matrix.map((row) => Float64Array.from(row))
  let rank = 0
  for (let pivot = 0; pivot < work.length; pivot++) {
    const size = matrix[pivot]?.[pivot] ?? 0
    const value = work[pivot]?.[pivot] ?? 0
    if (value <= REDUNDANT * size || value <= 0) {
      clear(work, pivot)
    } else {
      sweep(work, pivot, value)
      rank++
    }
  }
  return { inverse: work, rank }
}

function clear(work: readonly Float64Array[], pivot: number): void {
  work[pivot]?.fill(0)
  for (const row of work) row[pivot] = 0
}

function sweep(work: readonly Float64Array[], pivot: number, value: number): void {
  const pivotRow = (work[pivot] ?? new Float64Array()).map((cell) => cell / value)
  pivotRow[pivot] = 1 / value
  work.forEach((row, index) => {
    if (index === pivot) return
    const factor = row[pivot] ?? 0
    row[pivot] = 0
    pivotRow.forEach((cell, column) => {
      row[column] = (row[column] ?? 0) - factor * cell
    })
  })
  work[pivot]?.set(pivotRow)
}

/** Matrix times vector. */
export function product(matrix: SymmetricMatrix, vector: Float64Array): Float64Array {
  return Float64Array.from(matrix, (row) => dot(row, vector))
}

/** Scalar product of two vectors of the same length. */
export function dot(left: Float64Array, right: Float64Array): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0)
}

/** A square matrix of zeros. */
export function zeros(size: number): Float64Array[] {
  return Array.from({ length: size }, () => new Float64Array(size))
}

/** The matrix without its first row and column. */
export function withoutFirst(matrix: SymmetricMatrix): SymmetricMatrix {
  return matrix.slice(1).map((row) => row.subarray(1))
}
