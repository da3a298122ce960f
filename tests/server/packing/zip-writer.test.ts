import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createZip } from '../../../server/packing/service.ts'

const FILES: readonly (readonly [string, string])[] = [
  ['README.txt', 'read me\n'],
  ['data/受试者.csv', 'SUBJID,姓名\n1001,无\n'],
  ['empty.txt', ''],
  ['large.txt', 'one line of a large file, again and again\n'.repeat(50_000)],
]

describe('BK-05: a package is a plain ZIP file', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'zip-'))
  })
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  async function made(name: string) {
    const file = path.join(folder, name)
    const zip = await createZip(file)
    const packed = []
    for (const [inside, text] of FILES) packed.push(await zip.add(inside, text.split(/(?<=\n)/)))
    return { file, packed, ...(await zip.close()) }
  }

  it('that a tool of the operating system tests and unpacks', async () => {
    const { file, packed } = await made('first.zip')
    expect(execFileSync('unzip', ['-t', file]).toString()).toContain('No errors detected')
    for (const [at, [inside, text]] of FILES.entries()) {
      const bytes = execFileSync('unzip', ['-p', file, inside], { maxBuffer: 1e8 })
      expect(bytes.toString()).toBe(text)
      expect(packed[at]).toEqual({
        path: inside,
        size: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      })
    }
  })

  it('of the same bytes for the same files, whose hash and size it knows', async () => {
    const first = await made('second.zip')
    const again = await made('third.zip')
    const bytes = readFileSync(first.file)
    expect(bytes.equals(readFileSync(again.file))).toBe(true)
    expect(first.size).toBe(bytes.length)
    expect(first.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  it.each([
    {
      why: 'a file beyond the limit',
      limits: { bytes: 1000, files: 9 },
      texts: ['x'.repeat(1001)],
    },
    {
      why: 'files beyond it together',
      limits: { bytes: 100, files: 9 },
      texts: ['a', 'b', 'c', 'd'],
    },
    {
      why: 'more files than there may be',
      limits: { bytes: 9e6, files: 2 },
      texts: ['a', 'b', 'c'],
    },
  ])('that is refused with the limit where it would hold $why', async ({ limits, texts }) => {
    const zip = await createZip(
      path.join(folder, `large-${texts.length}-${limits.files}.zip`),
      limits,
    )
    const adding = async (): Promise<void> => {
      for (const [at, text] of texts.entries()) await zip.add(`${at}.txt`, [text])
    }
    await expect(adding()).rejects.toMatchObject({
      problem: {
        ...{ type: 'urn:problem:package-too-large', status: 413 },
        ...{ limitBytes: limits.bytes, limitFiles: limits.files },
      },
    })
    await zip.abandon()
  })

  it('breaks off at the limit, however long the file would be', async () => {
    const zip = await createZip(path.join(folder, 'endless.zip'), { bytes: 5_000, files: 9 })
    const pieces = function* (): Generator<string> {
      for (;;) yield 'without end\n'
    }
    await expect(zip.add('endless.txt', pieces())).rejects.toMatchObject({
      problem: { type: 'urn:problem:package-too-large' },
    })
    await zip.abandon()
  })

  it('and breaks off with the error of whoever makes the text', async () => {
    const zip = await createZip(path.join(folder, 'broken.zip'))
    const pieces = function* (): Generator<string> {
      yield 'half'
      throw new Error('no more')
    }
    await expect(zip.add('broken.txt', pieces())).rejects.toThrow('no more')
    await zip.abandon()
  })
})
