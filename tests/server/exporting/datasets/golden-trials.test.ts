import { createHash } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { keepTabulations } from '../../../../server/exporting/datasets/tabulated.ts'
import { serverFormats } from '../../../../server/exporting/formats.ts'
import { builtInFamilies } from '../../../../shared/families.ts'
import { fromAscii } from '../../../../shared/exports/xpt/ascii-text.ts'
import { joinText } from '../../../../shared/exports/xpt/split-text.ts'
import { rowsOf } from '../../../../shared/trial/trial.ts'
import { readTrialFolder } from '../../../../server/reference-cases/trial-folder.ts'
import { readXml } from '../support/read-xml.ts'
import { bytesOf, inputOf, takeFiles, type TakenFile } from '../support/input-of.ts'
import { datasetJsonFaults, defineFaults, hasSchemas } from '../support/published-schemas.ts'
import {
  readDatasetJson,
  readXpt,
  rowsOfJson,
  type DatasetJsonSeen,
  type Rows,
  type Value,
} from '../support/read-datasets.ts'

type Files = ReadonlyMap<string, TakenFile>

function keysOf(files: Files, ending: string): readonly string[] {
  return [...files.keys()]
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort()
}

function hashesOf(files: Files): readonly (readonly [string, string])[] {
  return Array.from(files, ([name, { bytes }]) => [
    name,
    createHash('sha256').update(bytes).digest('hex'),
  ])
}

const SAS_EPOCH = 3653

/** The value that a transport file has for one of Dataset-JSON. */
function asTransported(value: Value, dataType: string): Value {
  if (dataType === 'date' && typeof value === 'string' && value !== '') return value
  return typeof value === 'string' ? value.trim() : value
}

interface Restoring {
  readonly dataset: DatasetJsonSeen
  /** Parts of texts in supplemental qualifiers, by person, record and name. */
  readonly supp: ReadonlyMap<string, Value>
}

function suppParts(rows: Rows): ReadonlyMap<string, Value> {
  return new Map(
    rows.map(({ USUBJID, IDVARVAL, QNAM, QVAL }) => [
      [USUBJID, IDVARVAL, QNAM].join('|'),
      QVAL ?? null,
    ]),
  )
}

/** Rows of a transport file with texts whole again; further parts of texts are taken in. */
function restored(rows: Rows, { dataset, supp }: Restoring): Rows {
  return rows.map((row) =>
    Object.fromEntries(
      dataset.columns.map(({ name, targetDataType }) => {
        const value = row[name] ?? null
        if (typeof value === 'string') {
          return [name, fromAscii(joinText(partsOf(row, name, { dataset, supp })))]
        }
        return [name, targetDataType === 'integer' ? dayOf(value) : value]
      }),
    ),
  )
}

function dayOf(value: number | null): Value {
  if (value === null) return null
  return new Date((value - SAS_EPOCH) * 86_400_000).toISOString().slice(0, 10)
}

/** The parts of a text, in variables of the same dataset or in its supplemental qualifiers. */
function partsOf(row: Rows[number], name: string, { dataset, supp }: Restoring): string[] {
  const parts = [String(row[name])]
  for (let part = 1; ; part += 1) {
    const partName = `${name.slice(0, 8 - String(part).length)}${part}`
    const isOwn = dataset.columns.some((column) => column.name === partName)
    const inRow = isOwn ? undefined : row[partName]
    const record = dataset.name === 'DM' ? '' : row[`${dataset.name}SEQ`]
    const further = inRow ?? supp.get([row['USUBJID'], record, partName].join('|'))
    if (typeof further !== 'string' || further === '') return parts
    parts.push(further)
  }
}

const TRIALS = builtInFamilies.protocols.keys

describe.each(TRIALS)('the datasets of the reference trial of %s', (protocol) => {
  const definition = builtInFamilies.protocols.get(protocol)
  const trial = readTrialFolder(
    new URL(`../../../golden/trials/${protocol}`, import.meta.url).pathname,
  )
  const input = inputOf(trial, definition)
  keepTabulations(input)
  const made = new Map<string, Promise<Files>>()
  /** Made once for all tests: what is the same twice is shown below. */
  const take = (key: string): Promise<Files> => {
    const files = made.get(key) ?? takeFiles(serverFormats.get(key), input)
    made.set(key, files)
    return files
  }
  afterAll(() => {
    made.clear()
  })

  it.each(['sdtm', 'adam'])(
    'EX-05: of %s hold the same values as transport files and as Dataset-JSON',
    async (key) => {
      const transported = await take(key)
      const json = await take(`${key}-json`)
      const jsonKeys = keysOf(json, '.json')
      expect(jsonKeys.length).toBeGreaterThan(3)
      // A long text may ask for supplemental qualifiers that the data themselves have none of.
      const extra = keysOf(transported, '.xpt').filter((one) => !jsonKeys.includes(one))
      expect(extra.every((one) => one.startsWith('supp'))).toBe(true)
      for (const one of jsonKeys) {
        const dataset = readDatasetJson(bytesOf(json, `${one}.json`))
        const xpt = await readXpt(bytesOf(transported, `${one}.xpt`))
        expect(dataset.records).toBe(json.get(`${one}.json`)?.rows)
        if (one.startsWith('supp')) continue
        const suppFile = transported.get(`supp${one}.xpt`)
        const supp = suppParts(suppFile === undefined ? [] : (await readXpt(suppFile.bytes)).rows)
        const types = new Map(dataset.columns.map(({ name, dataType }) => [name, dataType]))
        const wanted = rowsOfJson(dataset).map((row) =>
          Object.fromEntries(
            Object.entries(row).map(([name, value]) => [
              name,
              asTransported(value, types.get(name) ?? ''),
            ]),
          ),
        )
        expect(restored(xpt.rows, { dataset, supp }), one).toEqual(wanted)
      }
    },
    120_000,
  )

  it('EX-05: hold the terms, dates and results of the CSV files as they were entered', async () => {
    const json = await take('sdtm-json')
    const found = (name: string, of: readonly string[]): string[] =>
      rowsOfJson(readDatasetJson(bytesOf(json, name)))
        .map((row) => of.map((column) => String(row[column])).join('|'))
        .sort()
    const entered = (file: string, of: readonly string[]): string[] =>
      trial.subjects
        .flatMap((subject) => rowsOf(subject, file))
        .map((row) => of.map((column) => row[column] ?? '').join('|'))
        .sort()
    expect(found('ae.json', ['AETERM', 'AESTDTC', 'AEENDTC', 'AETOXGR'])).toEqual(
      entered('adverse-events', ['AETERM', 'AESTDAT', 'AEENDAT', 'AETOXGR']),
    )
    // Tests and units stand as the terminology writes them; results as they were entered.
    expect(found('lb.json', ['LBORRES'])).toEqual(entered('labs', ['LBORRES']))
  })

  it('LK-04: are the same bytes when they are made again', async () => {
    const anew = inputOf(trial, definition)
    keepTabulations(anew)
    for (const key of ['sdtm', 'adam', 'sdtm-json', 'adam-json']) {
      const files = await takeFiles(serverFormats.get(key), anew)
      expect(hashesOf(files), key).toEqual(hashesOf(await take(key)))
    }
  }, 120_000)

  it.each(['sdtm', 'adam'])(
    'are named in Define-XML of %s with exactly their variables',
    async (key) => {
      const files = await take(key)
      const text = bytesOf(files, 'define.xml').toString()
      const groups = [...text.matchAll(/<ItemGroupDef OID="IG\.(\w+)"([\s\S]*?)<\/ItemGroupDef>/g)]
      const named = groups.map(([, group = '', content = '']) => [
        group.toLowerCase(),
        [...content.matchAll(/ItemOID="IT\.\w+\.(\w+)"/g)].map(([, name]) => name),
      ])
      const held = await Promise.all(
        keysOf(files, '.xpt').map(async (one) => {
          const { variables } = await readXpt(bytesOf(files, `${one}.xpt`))
          return [one, variables.map(({ name }) => name)]
        }),
      )
      const byKey = (all: unknown[][]): Map<unknown, unknown> =>
        new Map(all.map(([a, b]) => [a, b]))
      expect(byKey(named)).toEqual(byKey(held))
      for (const [, file] of text.matchAll(/xlink:href="([^"]+)"/g)) {
        expect(files.has(file ?? ''), file).toBe(true)
      }
      // Each variable and value is defined, and each list, method and clause that is named exists.
      for (const [, oid = ''] of text.matchAll(
        /(?:ItemOID|CodeListOID|MethodOID|ValueListOID|WhereClauseOID|def:StandardOID|def:CommentOID)="([^"]+)"/g,
      )) {
        expect(
          text.includes(` OID="${oid}"`) || text.includes(`<def:Standard OID="${oid}"`),
          oid,
        ).toBe(true)
      }
    },
  )

  it('say in Define-XML what copied values were copied from', async () => {
    const text = bytesOf(await take('adam'), 'define.xml').toString()
    const items = readXml(text).all('ItemDef')
    const originOf = (oid: string) => {
      const [origin] =
        items.find(({ attributes }) => attributes['OID'] === oid)?.all('def:Origin') ?? []
      return [origin?.attributes['Type'], origin?.attributes['Source'], origin?.text.trim()]
    }
    expect(originOf('IT.ADAE.AETERM')).toEqual(['Predecessor', undefined, 'AE.AETERM'])
    expect(originOf('IT.ADTTE.TRTP')).toEqual(['Predecessor', undefined, 'ADSL.TRT01P'])
    expect(originOf('IT.ADSL.SEX')).toEqual(['Predecessor', undefined, 'DM.SEX'])
    expect(originOf('IT.ADTTE.AVAL')).toEqual(['Derived', 'Sponsor', ''])
    const origins = items.flatMap((item) => item.all('def:Origin'))
    const copied = origins.filter(({ attributes }) => attributes['Type'] === 'Predecessor')
    expect(copied.length).toBeGreaterThan(100)
    for (const { text: from } of copied) expect(from.trim()).toMatch(/^[A-Z]{2,4}\.[A-Z0-9]+$/)
  })

  it.skipIf(!hasSchemas).each(['sdtm', 'adam', 'sdtm-json', 'adam-json'])(
    'are as the published schemas say: %s',
    async (key) => {
      const files = await take(key)
      expect(await defineFaults(bytesOf(files, 'define.xml').toString())).toEqual([])
      for (const one of keysOf(files, '.json')) {
        expect(datasetJsonFaults(readDatasetJson(bytesOf(files, `${one}.json`))), one).toEqual([])
      }
    },
    120_000,
  )
})
