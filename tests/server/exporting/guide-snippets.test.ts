import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { serverFormats } from '../../../server/exporting/formats.ts'
import { madeUpTrial } from '../../bench/made-up-trial.ts'
import { bytesOf, inputOf, takeFiles, type TakenFile } from './support/input-of.ts'
import {
  readDatasetJson,
  rowsOfJson,
  type DatasetJsonSeen,
  type Rows,
} from './support/read-datasets.ts'

const FORMATS = ['sdtm', 'adam', 'sdtm-json', 'adam-json', 'forms-csv'] as const

interface Snippet {
  readonly language: string
  /** Its lines without comments. */
  readonly code: string
}

function snippetsOf(guide: string): readonly Snippet[] {
  const text = readFileSync(new URL(`../../../docs/${guide}`, import.meta.url), 'utf8')
  return [...text.matchAll(/^```(r|sas)\n(.*?)^```/gms)].map(([, language = '', body = '']) => ({
    language,
    code: body
      .replaceAll(/\/\*.*?\*\//g, '')
      .replaceAll(/#.*$/gm, '')
      .replaceAll(/[ \t]+$/gm, ''),
  }))
}

const snippets = snippetsOf('user-guide.md')
const all = snippets.map(({ code }) => code).join('\n')

/** `"adam/adtte.xpt"`: the folder is the format's key. */
const files = [...all.matchAll(/"([a-z-]+)\/([\w-]+\.\w+)"/g)].map(
  ([, format = '', name = '']) => ({ format, name }),
)

/** What is asked of a dataset of ADaM: `subset(adtte, …)`, `adtte(where=(…))`, `adsl$SAFFL == "Y"`. */
const asked = [
  ...all.matchAll(/subset\((ad\w+), ([^)]*)\)/g),
  ...all.matchAll(/(ad\w+)\(where=\(([^)]*)\)/g),
  ...all.matchAll(/(ad\w+)(\$\w+ == "\w+")/g),
].map(([, dataset = '', condition = '']) => ({ dataset, condition }))

/** Columns of these types, and no others, hold numbers. */
function expectTypes({ name, columns, rows }: DatasetJsonSeen, numbers: readonly string[]): void {
  for (const [at, { name: variable, dataType }] of columns.entries()) {
    const kinds = new Set(rows.flatMap((row) => (row[at] === null ? [] : [typeof row[at]])))
    const kind = numbers.includes(dataType) ? 'number' : 'string'
    expect(
      [...kinds].filter((one) => one !== kind),
      `${name}.${variable} ${dataType}`,
    ).toEqual([])
  }
}

describe('EX-05: what the guide shows of R and SAS fits the files of an export', () => {
  const exported = new Map<string, ReadonlyMap<string, TakenFile>>()
  const rowsOf = (dataset: string): Rows =>
    rowsOfJson(readDatasetJson(bytesOf(exported.get('adam-json') ?? new Map(), `${dataset}.json`)))
  const namesIn = (dataset: string): readonly string[] => Object.keys(rowsOf(dataset)[0] ?? {})

  beforeAll(async () => {
    const { trial, definition } = madeUpTrial(12)
    const input = inputOf(trial, definition, { countryOf: () => 'CHN' })
    for (const key of FORMATS) exported.set(key, await takeFiles(serverFormats.get(key), input))
  })

  it('says the same in both languages', () => {
    expect(snippets.length).toBeGreaterThanOrEqual(4)
    expect(snippetsOf('user-guide.zh.md')).toEqual(snippets)
  })

  it('names files that there are', () => {
    expect(files.length).toBeGreaterThan(10)
    for (const { format, name } of files) {
      // Supplemental qualifiers are there where a record has one.
      const isMade = exported.get(format)?.has(name) === true
      expect(isMade || name === 'suppae.xpt', `${format}/${name}`).toBe(true)
    }
  })

  it('names variables, and values of them, that the datasets have', () => {
    expect(asked.length).toBeGreaterThan(4)
    for (const { dataset, condition } of asked) {
      const names = namesIn(dataset)
      for (const [name] of condition.replaceAll(/"[^"]*"/g, '').matchAll(/[A-Z][A-Z0-9]+/g)) {
        expect(names, `${dataset}: ${condition}`).toContain(name)
      }
      for (const [, name = '', value = ''] of condition.matchAll(/(\w+) ?==? ?"(\w+)"/g)) {
        expect(
          rowsOf(dataset).map((row) => row[name]),
          `${dataset}.${name}`,
        ).toContain(value)
      }
    }
    for (const [dataset, name] of [
      ['adtte', 'AVAL'],
      ['adrs', 'AVALC'],
      ['adae', 'USUBJID'],
    ] as const) {
      expect(all).toContain(name)
      expect(namesIn(dataset)).toContain(name)
    }
  })

  it('counts the same subjects by ADRS as by ADSL, and knows every reason of censoring', () => {
    const treated = rowsOf('adsl').filter(({ SAFFL }) => SAFFL === 'Y')
    const best = rowsOf('adrs').filter((row) => row['PARAMCD'] === 'CBOR' && row['SAFFL'] === 'Y')
    expect(treated.length).toBeGreaterThan(5)
    expect(best).toHaveLength(treated.length)
    const [, listed = ''] = /CNSR\(([\d,]+)\)/.exec(all) ?? []
    const known = ['0', ...listed.split(',')]
    for (const { CNSR } of rowsOf('adtte')) expect(known).toContain(String(CNSR))
  })

  it('reads Dataset-JSON by members that it has, and knows which types are numbers', () => {
    const [, types = ''] = /dataType %in% c\(([^)]*)\)/.exec(all) ?? []
    const numbers = types.split(', ').map((type) => type.replaceAll('"', ''))
    const datasets = ['sdtm-json', 'adam-json'].flatMap((format) =>
      [...(exported.get(format)?.values() ?? [])].filter(({ name }) => name.endsWith('.json')),
    )
    expect(datasets.length).toBeGreaterThan(20)
    for (const { bytes } of datasets) expectTypes(readDatasetJson(bytes), numbers)
  })

  it('reads flat files with a mark of their encoding, and labels from Define-XML', () => {
    const flat = bytesOf(exported.get('forms-csv') ?? new Map(), 'adverse-events.csv')
    expect(flat.subarray(0, 3).toString('hex')).toBe('efbbbf')
    const define = bytesOf(exported.get('sdtm') ?? new Map(), 'define.xml').toString()
    expect(define).toMatch(
      /<ItemDef OID="[^"]+"[^>]*>\s*<Description>\s*<TranslatedText[^>]*>[^<]+</,
    )
    expect(define).toMatch(/<ODM[^>]* xmlns="http:\/\/www\.cdisc\.org\/ns\/odm\/v1\.3"/)
  })
})
