import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FormatInput } from '../../../server/exporting/format.ts'
import { formatInput } from '../../../server/exporting/format-input.ts'
import {
  filesOfFormat,
  writeFormat,
  type OfferedFormat,
} from '../../../server/exporting/service.ts'
import { formsCsv } from '../../../server/exporting/forms/forms-csv.ts'
import { workbook } from '../../../server/exporting/xlsx/workbook.ts'
import { xlsx } from '../../../server/exporting/xlsx/xlsx.ts'
import { systemActor } from '../../../server/http/actor.ts'
import { importFolder } from '../../../server/importing/service.ts'
import { createDefinitions, findStudyId } from '../../../server/studies/service.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { readCsv } from '../../../shared/trial/read-csv.ts'
import { rowsOf, type Row, type Trial } from '../../../shared/trial/trial.ts'
import { ENGINES } from '../../db/open-stores.ts'
import type { TestStore } from '../../db/test-store.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { readXml } from './support/read-xml.ts'
import { bytesOf, takeFiles } from './support/input-of.ts'

const PROTOCOL = 'lenvatinib-toripalimab'
const golden = readTrialFolder(new URL(`../../golden/trials/${PROTOCOL}`, import.meta.url).pathname)

/** Texts that a spreadsheet would change. */
const TERMS = [
  '=HYPERLINK("x")',
  '007',
  '1.0',
  '-3',
  '乏力 "重" <&>',
  'constructor',
  '_x000D_',
  'a\nb',
]

const trial: Trial = {
  subjects: golden.subjects.slice(0, 3).map((subject, at) => {
    if (at > 0) return subject
    const [like = {}] = rowsOf(subject, 'adverse-events')
    const events = TERMS.map((AETERM): Row => ({ ...like, SUBJID: subject.subjid, AETERM }))
    return { ...subject, files: { ...subject.files, 'adverse-events': events } }
  }),
}

/** The files of a ZIP package, by name. */
function unzip(bytes: Buffer): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  let at = bytes.readUInt32LE(bytes.length - 22 + 16)
  for (let left = bytes.readUInt16LE(bytes.length - 22 + 10); left > 0; left -= 1) {
    const [packed, name, more] = [
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
    ]
    const start = bytes.readUInt32LE(at + 42)
    const path = bytes.toString('utf8', at + 46, at + 46 + name)
    const data = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28)
    files.set(path, inflateRawSync(bytes.subarray(data, data + packed)).toString())
    at += 46 + name + more
  }
  return files
}

/** The cells of each sheet of a workbook, by its name. */
function readWorkbook(bytes: Buffer): ReadonlyMap<string, readonly (readonly string[])[]> {
  const files = unzip(bytes)
  const names = [...(files.get('xl/workbook.xml') ?? '').matchAll(/<sheet name="([^"]+)"/g)]
  return new Map(
    names.map(([, name = ''], at) => {
      const sheet = readXml(files.get(`xl/worksheets/sheet${at + 1}.xml`) ?? '')
      const rows = sheet.all('row').map((row) => {
        const cells: string[] = []
        for (const cell of row.all('c')) cells[columnOf(cell.attributes['r'] ?? '')] = cell.text
        return Array.from(cells, (cell: string | undefined) => cell ?? '')
      })
      return [name, rows]
    }),
  )
}

function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference.replace(/\d/g, ''))
    column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

describe.each(ENGINES)('the forms of a study as files on $engine', ({ open }) => {
  let testStore: TestStore
  let input: FormatInput

  beforeAll(async () => {
    testStore = await open()
    const { store } = testStore
    const definition = builtInFamilies.protocols.get(PROTOCOL)
    const actor = systemActor({ part: 'test', studyId: null })
    await importFolder(store, actor, { studyKey: 'F1', definition, trial })
    const id = (await findStudyId(store, 'F1')) ?? ''
    const services = { store, families: builtInFamilies, definitions: createDefinitions(store) }
    input = await formatInput(services, actor, {
      ...{ study: { id, key: 'F1' }, sites: { kind: 'all' }, snapshot: null },
      ...{ profile: 'full', language: 'zh' },
    })
  })
  afterAll(() => testStore.remove())

  it('EX-05: hold each value as entered in flat CSV, its code with the meaning in the language asked', async () => {
    const files = await takeFiles(formsCsv, input)
    const { rows, faults } = readCsv(
      bytesOf(files, 'adverse-events.csv').toString().slice(1),
      'x.csv',
    )
    expect(faults).toEqual([])
    const first = trial.subjects[0]?.subjid
    const own = rows.filter(({ SUBJID }) => SUBJID === first)
    // A text that would be taken for a formula has an apostrophe before it, and nothing else changes.
    expect(own.map(({ AETERM = '' }) => AETERM.replace(/^'/, ''))).toEqual(TERMS)
    expect(own[0]?.['AETERM']).toBe(`'${TERMS[0] ?? ''}`)
    expect(own.every(({ RECORD }) => (RECORD ?? '') !== '')).toBe(true)
    expect(
      own.every(({ AESER, AESER_DECODE }) => AESER_DECODE === (AESER === 'Y' ? '是' : '否')),
    ).toBe(true)
    const items = readCsv(bytesOf(files, 'items.csv').toString().slice(1), 'x.csv').rows
    expect(items.some(({ ITEM, SDTM }) => ITEM === 'AETERM' && SDTM === 'AE.AETERM')).toBe(true)
    const codes = readCsv(bytesOf(files, 'codes.csv').toString().slice(1), 'x.csv').rows
    expect(codes).toContainEqual({ FORM: '', ITEM: '_REASND', CODE: 'NOT DONE', LABEL: '未做' })
  })

  it('EX-05: hold each value as a text in the workbook, never as a number or a formula', async () => {
    const files = await takeFiles(xlsx, input)
    const sheets = readWorkbook(bytesOf(files, 'F1.xlsx'))
    const [, events = []] = [...sheets].find(([, [, names]]) => names?.includes('AETERM')) ?? []
    const names = events[1] ?? []
    const column = (name: string): readonly string[] =>
      events.slice(2).map((row) => row[names.indexOf(name)] ?? '')
    const first = trial.subjects[0]?.subjid
    const subjects = column('SUBJID')
    expect(
      column('AETERM')
        .filter((_, at) => subjects[at] === first)
        .map(literal),
    ).toEqual(TERMS)
    const xml = [...unzip(bytesOf(files, 'F1.xlsx')).values()].join('')
    expect(xml).not.toMatch(/<f>|<v>/)
    expect(sheets.get('说明')?.flat()).toContain('Hepatrial ' + input.programVersion)
    expect(sheets.has('编码表') && sheets.has('项目清单')).toBe(true)
  })

  it('LK-04: are the same bytes when they are made again', async () => {
    for (const format of [formsCsv, xlsx]) {
      const [first, second] = [await takeFiles(format, input), await takeFiles(format, input)]
      for (const [name, { bytes }] of first)
        expect(bytesOf(second, name).equals(bytes), name).toBe(true)
    }
  })

  it('are of the sites that one may see, and of none where one sees none', async () => {
    const { store } = testStore
    const services = { store, families: builtInFamilies, definitions: createDefinitions(store) }
    const actor = systemActor({ part: 'test', studyId: null })
    const none = await formatInput(services, actor, {
      ...{ study: input.study, sites: { kind: 'some', ids: [] }, snapshot: null },
      ...{ profile: 'full', language: 'en' },
    })
    expect(none.subjectCount).toBe(0)
    expect([...(await takeFiles(formsCsv, none)).keys()]).toEqual([
      'items.csv',
      'codes.csv',
      'README.txt',
    ])
    expect(input.subjectCount).toBe(3)
  })

  it('EX-05: give a form that is named like a list of the format a name of its own', async () => {
    const rename = (file: string): string => (file === 'adverse-events' ? 'items' : file)
    const { definition, subjects } = input
    const own: FormatInput = {
      ...input,
      definition: {
        ...definition,
        forms: definition.forms.map((form) =>
          form.file === undefined ? form : { ...form, file: rename(form.file) },
        ),
      },
      async *subjects() {
        for await (const subject of subjects()) {
          const renamed = <T>(by: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
            Object.fromEntries(Object.entries(by).map(([file, of]) => [rename(file), of]))
          const { files, records = {} } = subject
          yield { ...subject, files: renamed(files), records: renamed(records) }
        }
      },
    }
    const usual = await takeFiles(formsCsv, input)
    const files = await takeFiles(formsCsv, own)
    expect(bytesOf(files, 'items-2.csv')).toEqual(bytesOf(usual, 'adverse-events.csv'))
    const { rows } = readCsv(bytesOf(files, 'items.csv').toString().slice(1), 'items.csv')
    expect(rows.find(({ ITEM }) => ITEM === 'AETERM')?.['FILE']).toBe('items-2')
    expect(bytesOf(files, 'items.csv').toString()).toBe(
      bytesOf(usual, 'items.csv').toString().replaceAll('adverse-events,', 'items-2,'),
    )
  })

  it('EX-04: are written into a folder together with their entry, or not at all', async () => {
    const { store } = testStore
    const folder = mkdtempSync(path.join(tmpdir(), 'folder-'))
    const actor = systemActor({ part: 'test', studyId: null })
    const reason = { purpose: 'Reconciliation', recipient: 'Sponsor' }
    const made = (texts: Readonly<Record<string, string>>): OfferedFormat => ({
      ...{ key: 'made', title: { en: 'Made', zh: '生成' }, description: null, deidentifies: true },
      files: () =>
        Object.entries(texts).map(([name, text]) => ({
          ...{ name, rows: 1, mediaType: 'text/plain' },
          *pieces() {
            yield text.slice(0, 1)
            if (text === 'broken') throw new Error('no more')
            yield text.slice(1)
          },
        })),
    })
    const shown = () =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name, parentPath }) => readFileSync(path.join(parentPath, name), 'utf8'))
        .toSorted()
    const entries = async () => {
      const { auditEntry } = store.t
      const own = eq(auditEntry.act, 'study.export')
      const rows = await store.read.select().from(auditEntry).where(own)
      return rows.map(({ after }) => JSON.parse(after ?? '{}') as unknown)
    }
    const files = { 'a.txt': 'first a', 'deep/b.txt': 'first b' }
    await writeFormat(actor, { format: made(files), input, reason }, folder)
    expect(shown()).toEqual(['first a', 'first b'])
    const before = await entries()
    expect(before.at(-1)).toMatchObject({ format: 'made', ...reason })

    const broken = { 'a.txt': 'second a', 'deep/b.txt': 'broken' }
    const half = writeFormat(actor, { format: made(broken), input, reason }, folder)
    await expect(half).rejects.toThrow('no more')
    const write = (): Promise<never> => Promise.reject(new Error('the trail is full'))
    const mute = { ...input, store: { ...store, write } }
    const again = { 'a.txt': 'third a', 'new.txt': 'third' }
    const untold = writeFormat(actor, { format: made(again), input: mute, reason }, folder)
    await expect(untold).rejects.toThrow('the trail is full')
    expect(shown()).toEqual(['first a', 'first b'])
    expect(await entries()).toEqual(before)
    rmSync(folder, { recursive: true })
  })

  it('EX-05: are refused by name where two would take each other’s place', async () => {
    const twice: Parameters<typeof filesOfFormat>[0] = {
      key: 'twice',
      files: () =>
        ['AE.csv', 'ae.csv'].map((name) => ({
          ...{ name, rows: 0, mediaType: 'text/csv' },
          pieces: () => [],
        })),
    }
    const all = async (): Promise<void> => {
      for await (const { name } of filesOfFormat(twice, input)) expect(name).toBe('AE.csv')
    }
    await expect(all()).rejects.toMatchObject({
      problem: { type: 'urn:problem:same-file-name', format: 'twice', file: 'ae.csv' },
    })
  })
})

/** A cell's text as a spreadsheet program reads it. */
function literal(text: string): string {
  return text.replaceAll('_x005F_', '_')
}

it('EX-05: a workbook holds what XML cannot by its number, and nothing else instead', async () => {
  const pieces: Uint8Array[] = []
  const rows = [['Ring\u0007ing', 'half \uD800', 'tab\tend']]
  for await (const piece of workbook([{ name: 'Bell', widths: [], rows }])) pieces.push(piece)
  const sheet = readWorkbook(Buffer.concat(pieces)).get('Bell')
  expect(sheet).toEqual([['Ring_x0007_ing', 'half _xD800_', 'tab\tend']])
})

it('a workbook names columns beyond Z and keeps blanks', async () => {
  const wide = Array.from({ length: 30 }, (_, at) => ` ${at}`)
  const pieces: Uint8Array[] = []
  for await (const piece of workbook([{ name: 'Wide', widths: [], rows: [wide] }]))
    pieces.push(piece)
  expect(readWorkbook(Buffer.concat(pieces)).get('Wide')).toEqual([wide])
})
