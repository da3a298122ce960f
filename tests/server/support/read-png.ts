import { inflateSync } from 'node:zlib'

/** A picture as its points, each red, green and blue. */
export interface ReadPng {
  readonly width: number
  readonly height: number
  at(x: number, y: number): readonly [red: number, green: number, blue: number]
}

/** Reads a PNG of eight bits with transparency, without interlacing. Throws for any other. */
export function readPng(bytes: Buffer): ReadPng {
  if (bytes.toString('latin1', 1, 4) !== 'PNG') throw new Error('Not a PNG.')
  const width = bytes.readUInt32BE(16)
  const height = bytes.readUInt32BE(20)
  if (bytes[24] !== 8 || bytes[25] !== 6 || bytes[28] !== 0) throw new Error('Another kind of PNG.')
  const points = unfiltered(inflateSync(dataOf(bytes)), width * 4, height)
  return {
    width,
    height,
    at: (x, y) => {
      const start = (Math.round(y) * width + Math.round(x)) * 4
      return [points[start] ?? 0, points[start + 1] ?? 0, points[start + 2] ?? 0]
    },
  }
}

function dataOf(bytes: Buffer): Buffer {
  const pieces: Buffer[] = []
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at)
    const kind = bytes.toString('latin1', at + 4, at + 8)
    if (kind === 'IDAT') pieces.push(bytes.subarray(at + 8, at + 8 + length))
    at += 12 + length
  }
  return Buffer.concat(pieces)
}

/** Each line begins with how it was filtered. @source PNG specification, 9.2 */
function unfiltered(data: Buffer, line: number, height: number): Uint8Array {
  const out = new Uint8Array(line * height)
  const valueAt = (at: number): number => out[at] ?? 0
  for (let row = 0; row < height; row += 1) {
    const filter = data[row * (line + 1)] ?? 0
    const start = row * line
    for (let at = start; at < start + line; at += 1) {
      const before = at >= start + 4
      const left = before ? valueAt(at - 4) : 0
      const above = row > 0 ? valueAt(at - line) : 0
      const corner = row > 0 && before ? valueAt(at - line - 4) : 0
      out[at] = (data[at + row + 1] ?? 0) + guessOf(filter, left, above, corner)
    }
  }
  return out
}

function guessOf(filter: number, left: number, above: number, corner: number): number {
  switch (filter) {
    case 1:
      return left
    case 2:
      return above
    case 3:
      return (left + above) >> 1
    case 4:
      return paeth(left, above, corner)
    default:
      return 0
  }
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner
  const a = Math.abs(guess - left)
  const b = Math.abs(guess - above)
  const c = Math.abs(guess - corner)
  if (a <= b && a <= c) return left
  return b <= c ? above : corner
}
