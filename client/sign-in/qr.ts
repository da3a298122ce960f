/**
 * A QR code of a short text, drawn here so that a secret reaches no other program: byte mode, error
 * correction level M, versions 1 to 10. @source ISO/IEC 18004:2015
 */

/** By version, from 1: error correction codewords of a block, and blocks. */
const CORRECTION = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26]
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5]
const LEVEL_M = 0

/** Rows of modules, true where dark; without the quiet zone. Throws for a text that is too long. */
export function qrMatrix(text: string): readonly (readonly boolean[])[] {
  const bytes = [...new TextEncoder().encode(text)]
  const version = versionFor(bytes.length)
  const codewords = withCorrection(dataCodewords(bytes, version), version)
  const grid = drawFunctions(version)
  drawData(grid, codewords)
  return bestMasked(grid)
}

function versionFor(length: number): number {
  for (let version = 1; version <= BLOCKS.length; version += 1) {
    const bits = 4 + countBits(version) + length * 8
    if (bits <= dataCapacity(version) * 8) return version
  }
  throw new RangeError(`A QR code of ${length} bytes is too large.`)
}

const countBits = (version: number): number => (version < 10 ? 8 : 16)
const correctionOf = (version: number): number => CORRECTION[version - 1] ?? 0
const blocksOf = (version: number): number => BLOCKS[version - 1] ?? 0

/** Codewords of a symbol, those of error correction included. */
function allCodewords(version: number): number {
  const aligns = Math.floor(version / 7) + 2
  const plain = (16 * version + 128) * version + 64
  const aligned = version >= 2 ? plain - (25 * aligns - 10) * aligns + 55 : plain
  return Math.floor((version >= 7 ? aligned - 36 : aligned) / 8)
}

function dataCapacity(version: number): number {
  return allCodewords(version) - correctionOf(version) * blocksOf(version)
}

function dataCodewords(bytes: readonly number[], version: number): readonly number[] {
  const bits: number[] = []
  const push = (value: number, length: number): void => {
    for (let at = length - 1; at >= 0; at -= 1) bits.push((value >> at) & 1)
  }
  push(0b0100, 4)
  push(bytes.length, countBits(version))
  for (const byte of bytes) push(byte, 8)
  const capacity = dataCapacity(version) * 8
  push(0, Math.min(4, capacity - bits.length))
  push(0, (8 - (bits.length % 8)) % 8)
  for (let pad = 0xec; bits.length < capacity; pad ^= 0xec ^ 0x11) push(pad, 8)
  const words: number[] = []
  for (let at = 0; at < bits.length; at += 8) {
    words.push(bits.slice(at, at + 8).reduce((word, bit) => (word << 1) | bit, 0))
  }
  return words
}

/** Splits the data into blocks, adds the correction of each, and interleaves them. */
function withCorrection(data: readonly number[], version: number): readonly number[] {
  const count = blocksOf(version)
  const length = correctionOf(version)
  const total = allCodewords(version)
  const short = Math.floor(total / count) - length
  const shortBlocks = count - (total % count)
  const divisor = generator(length)
  const blocks: { readonly data: readonly number[]; readonly correction: readonly number[] }[] = []
  let start = 0
  for (let block = 0; block < count; block += 1) {
    const size = short + (block < shortBlocks ? 0 : 1)
    const part = data.slice(start, start + size)
    start += size
    blocks.push({ data: part, correction: remainder(part, divisor) })
  }
  const words: number[] = []
  for (let at = 0; at <= short; at += 1) words.push(...blocks.flatMap((one) => one.data[at] ?? []))
  for (let at = 0; at < length; at += 1) {
    words.push(...blocks.flatMap((one) => one.correction[at] ?? []))
  }
  return words
}

/** Product in GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1. */
function multiply(x: number, y: number): number {
  let product = 0
  for (let at = 7; at >= 0; at -= 1) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d)
    product ^= ((y >>> at) & 1) * x
  }
  return product
}

function generator(degree: number): readonly number[] {
  const result = [...new Array<number>(degree - 1).fill(0), 1]
  let root = 1
  for (let step = 0; step < degree; step += 1) {
    for (let at = 0; at < degree; at += 1) {
      result[at] = multiply(result[at] ?? 0, root) ^ (result[at + 1] ?? 0)
    }
    root = multiply(root, 2)
  }
  return result
}

function remainder(data: readonly number[], divisor: readonly number[]): readonly number[] {
  let result = divisor.map(() => 0)
  for (const word of data) {
    const factor = word ^ (result[0] ?? 0)
    result = [...result.slice(1), 0]
    result = result.map((value, at) => value ^ multiply(divisor[at] ?? 0, factor))
  }
  return result
}

interface Grid {
  readonly size: number
  readonly dark: boolean[][]
  /** Modules that no data and no mask may touch. */
  readonly fixed: boolean[][]
}

function setFixed({ dark, fixed, size }: Grid, x: number, y: number, isDark: boolean): void {
  const row = dark[y]
  const kept = fixed[y]
  if (row === undefined || kept === undefined || x < 0 || x >= size) return
  row[x] = isDark
  kept[x] = true
}

function drawFunctions(version: number): Grid {
  const size = version * 4 + 17
  const empty = (): boolean[][] =>
    Array.from({ length: size }, () => new Array<boolean>(size).fill(false))
  const grid: Grid = { size, dark: empty(), fixed: empty() }
  for (let at = 0; at < size; at += 1) {
    setFixed(grid, 6, at, at % 2 === 0)
    setFixed(grid, at, 6, at % 2 === 0)
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    drawFinder(grid, x, y)
  drawAlignments(grid, version)
  drawFormat(grid, 0)
  drawVersion(grid, version)
  return grid
}

function drawFinder(grid: Grid, x: number, y: number): void {
  for (let dy = -4; dy <= 4; dy += 1) {
    for (let dx = -4; dx <= 4; dx += 1) {
      const ring = Math.max(Math.abs(dx), Math.abs(dy))
      setFixed(grid, x + dx, y + dy, ring !== 2 && ring !== 4)
    }
  }
}

function drawAlignments(grid: Grid, version: number): void {
  const places = alignmentPlaces(version)
  const last = places.length - 1
  for (const [i, y] of places.entries()) {
    for (const [j, x] of places.entries()) {
      const atFinder = (i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)
      if (!atFinder) drawAlignment(grid, x, y)
    }
  }
}

function drawAlignment(grid: Grid, x: number, y: number): void {
  for (let dy = -2; dy <= 2; dy += 1) {
    for (let dx = -2; dx <= 2; dx += 1) {
      setFixed(grid, x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1)
    }
  }
}

function alignmentPlaces(version: number): readonly number[] {
  if (version === 1) return []
  const count = Math.floor(version / 7) + 2
  const last = version * 4 + 10
  const step = Math.ceil((last - 6) / (count - 1) / 2) * 2
  const later = Array.from({ length: count - 1 }, (_, at) => last - at * step).reverse()
  return [6, ...later]
}

function drawFormat(grid: Grid, mask: number): void {
  const data = (LEVEL_M << 3) | mask
  let rest = data
  for (let step = 0; step < 10; step += 1) rest = (rest << 1) ^ ((rest >>> 9) * 0x537)
  const bits = ((data << 10) | rest) ^ 0x5412
  const bit = (at: number): boolean => ((bits >>> at) & 1) !== 0
  const { size } = grid
  for (let at = 0; at <= 5; at += 1) setFixed(grid, 8, at, bit(at))
  setFixed(grid, 8, 7, bit(6))
  setFixed(grid, 8, 8, bit(7))
  setFixed(grid, 7, 8, bit(8))
  for (let at = 9; at < 15; at += 1) setFixed(grid, 14 - at, 8, bit(at))
  for (let at = 0; at < 8; at += 1) setFixed(grid, size - 1 - at, 8, bit(at))
  for (let at = 8; at < 15; at += 1) setFixed(grid, 8, size - 15 + at, bit(at))
  setFixed(grid, 8, size - 8, true)
}

function drawVersion(grid: Grid, version: number): void {
  if (version < 7) return
  let rest = version
  for (let step = 0; step < 12; step += 1) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25)
  const bits = (version << 12) | rest
  for (let at = 0; at < 18; at += 1) {
    const dark = ((bits >>> at) & 1) !== 0
    const far = grid.size - 11 + (at % 3)
    const near = Math.floor(at / 3)
    setFixed(grid, far, near, dark)
    setFixed(grid, near, far, dark)
  }
}

/** Places of the data in order: columns in pairs from the right, up and down in turn. */
function* dataPlaces({ size, fixed }: Grid): Generator<readonly [x: number, y: number]> {
  for (let pair = 0; pair < (size - 1) / 2; pair += 1) {
    const right = size - 1 - 2 * pair
    // The vertical timing line stands between two pairs.
    const column = right <= 6 ? right - 1 : right
    for (let step = 0; step < 2 * size; step += 1) {
      const row = step >> 1
      const x = column - (step & 1)
      const y = pair % 2 === 0 ? size - 1 - row : row
      if (fixed[y]?.[x] === false) yield [x, y]
    }
  }
}

function drawData(grid: Grid, codewords: readonly number[]): void {
  let at = 0
  for (const [x, y] of dataPlaces(grid)) {
    const word = codewords[at >>> 3] ?? 0
    grid.dark[y]?.splice(x, 1, ((word >>> (7 - (at & 7))) & 1) !== 0)
    at += 1
  }
}

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

/** The symbol under the mask whose pattern is the easiest to read. */
function bestMasked(grid: Grid): readonly (readonly boolean[])[] {
  const masked = MASKS.map((mask, number) => {
    const dark = grid.dark.map((row, y) =>
      row.map((module, x) => module !== (grid.fixed[y]?.[x] === false && mask(x, y))),
    )
    drawFormat({ ...grid, dark, fixed: grid.fixed }, number)
    return { dark, penalty: penaltyOf(dark) }
  })
  return masked.reduce((best, one) => (one.penalty < best.penalty ? one : best)).dark
}

function penaltyOf(dark: readonly (readonly boolean[])[]): number {
  const size = dark.length
  const columns = dark.map((_, x) => dark.map((row) => row[x] ?? false))
  const lines = [...dark, ...columns].map((line) => line.map((one) => (one ? '1' : '0')).join(''))
  const runs = lines.flatMap((line) => line.match(/0{5,}|1{5,}/g) ?? [])
  const ofRuns = runs.reduce((sum, run) => sum + run.length - 2, 0)
  let squares = 0
  for (let y = 1; y < size; y += 1) {
    for (let x = 1; x < size; x += 1) if (isSquare(dark, x, y)) squares += 1
  }
  const finders = lines.reduce(
    (sum, line) => sum + [...line.matchAll(/(?=10111010000|00001011101)/g)].length,
    0,
  )
  const share = dark.flat().filter(Boolean).length / (size * size)
  const balance = Math.floor(Math.abs(share * 100 - 50) / 5)
  return ofRuns + squares * 3 + finders * 40 + balance * 10
}

function isSquare(dark: readonly (readonly boolean[])[], x: number, y: number): boolean {
  const corner = dark[y]?.[x]
  const others = [dark[y]?.[x - 1], dark[y - 1]?.[x], dark[y - 1]?.[x - 1]]
  return others.every((one) => one === corner)
}
