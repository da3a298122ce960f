import { describe, expect, it } from 'vitest'
import type { FormatFile } from '../../../../server/exporting/format.ts'
import { datasetFormats } from '../../../../server/exporting/datasets/dataset-formats.ts'
import { builtInFamilies } from '../../../../shared/families.ts'
import { fromAscii } from '../../../../shared/exports/xpt/ascii-text.ts'
import { joinText } from '../../../../shared/exports/xpt/split-text.ts'
import { readCsv } from '../../../../shared/trial/read-csv.ts'
import type { Row, TrialSubject } from '../../../../shared/trial/trial.ts'
import { bytesOf, inputOf, takeFiles } from '../support/input-of.ts'
import { datasetJsonFaults, defineFaults, hasSchemas } from '../support/published-schemas.ts'
import { readDatasetJson, readXpt, rowsOfJson, type Rows } from '../support/read-datasets.ts'
import { toyFamily } from '../support/toy-family.ts'

const definition = builtInFamilies.protocols.get('lenvatinib-toripalimab')
const [xpt, json, ndjson] = datasetFormats('SDTM', () =>
  Promise.resolve({ sdtm: toyFamily, adam: null }),
)
if (xpt === undefined || json === undefined || ndjson === undefined) throw new Error('No formats.')

/** Texts that a format may lose. */
const TEXTS = [
  '乏力，伴食欲减退',
  '007',
  `Pneumonitis ${'with a long course '.repeat(20)}and recovery`,
  '肝细胞癌'.repeat(80),
  'tab\tand\nline end',
  '=1+1',
  'ends with a blank ',
  'C:\\users \\u4E4F "quoted", & <b>',
  'x'.repeat(300),
]
const DATES = ['2024-03-09', '2024-03', '2024', '', '1959-12-31', '2024-02-29', '', '', '']

function subjectOf(subjid: string, events: readonly Row[], labs: readonly Row[]): TrialSubject {
  return {
    subjid,
    files: {
      subjects: [{ SUBJID: subjid, SITEID: '01', RFICDAT: '2024-01-02' }],
      'adverse-events': events,
      labs,
    },
    records: { 'adverse-events': events.map((_, at) => `record-${subjid}-${at}`) },
  }
}

const events = TEXTS.map((AETERM, at): Row => ({
  SUBJID: '0002',
  AETERM,
  AESER: at % 2 === 0 ? 'N' : 'Y',
  AESTDAT: DATES[at] ?? '',
}))
const labs = ['1.0', '<0.5', '0.1', '-3.25', '12100', '1e-7'].map((LBORRES, at): Row => ({
  SUBJID: '0001',
  LBTESTCD: at % 2 === 0 ? 'ALT' : 'AFP',
  LBORRES,
  LBORRESU: at % 2 === 0 ? 'U/L' : 'ug/L',
  LBDAT: '2024-05-01',
}))
// The source gives its subjects in another order than that of USUBJID.
const trial = { subjects: [subjectOf('0002', events, []), subjectOf('0001', [], labs)] }
const input = inputOf(trial, definition)

/** A text put together again from its parts, as the definition of the package says. */
function wholeText(row: Rows[number], supp: Rows, name: string): string {
  const parts = supp
    .filter(
      (one) =>
        one['USUBJID'] === row['USUBJID'] &&
        one['IDVARVAL'] === String(row['AESEQ']) &&
        new RegExp(`^${name}\\d+$`).test(String(one['QNAM'])),
    )
    .sort(
      (a, b) =>
        Number(String(a['QNAM']).slice(name.length)) - Number(String(b['QNAM']).slice(name.length)),
    )
  return fromAscii(joinText([row[name], ...parts.map(({ QVAL }) => QVAL)].map(String)))
}

describe('datasets of a study', () => {
  it('EX-05: hold every text, date and number in transport files, read by another program', async () => {
    const files = await takeFiles(xpt, input)
    const ae = await readXpt(bytesOf(files, 'ae.xpt'))
    const supp = (await readXpt(bytesOf(files, 'suppae.xpt'))).rows
    expect(ae.rows.map((row) => wholeText(row, supp, 'AETERM'))).toEqual(TEXTS)
    expect(ae.rows.map(({ AESTDTC }) => AESTDTC)).toEqual(DATES)
    expect(ae.rows.map(({ AESTDT }) => AESTDT)).toEqual(
      DATES.map((date) => (date.length === 10 ? Date.parse(date) / 86_400_000 + 3653 : null)),
    )
    for (const { name, length } of ae.variables) expect(length, name).toBeLessThanOrEqual(200)
    const lb = await readXpt(bytesOf(files, 'lb.xpt'))
    expect(lb.rows.map(({ LBORRES }) => LBORRES)).toEqual(labs.map(({ LBORRES }) => LBORRES))
    expect(lb.rows.map(({ LBSTRESN }) => LBSTRESN)).toEqual([1, null, 0.1, -3.25, 12100, 1e-7])
  })

  it('EX-05: name each value that a transport file holds in another way, with its record', async () => {
    const files = await takeFiles(xpt, input)
    const { rows } = readCsv(bytesOf(files, 'problems.csv').toString().slice(1), 'problems.csv')
    const named = (rule: string): readonly string[] =>
      rows
        .filter(({ RULE, VARIABLE }) => RULE === rule && VARIABLE === 'AETERM')
        .map(({ ROW = '' }) => ROW)
    expect(named('XPT-ASCII')).toEqual(['1', '4', '5', '7', '8'])
    expect(named('XPT-LENGTH')).toEqual(['3', '4', '9'])
    expect(rows.every(({ SUBJID, FILE }) => SUBJID === '0002' && FILE === 'adverse-events')).toBe(
      true,
    )
    expect(rows[0]).toMatchObject({ RECORD: 'record-0002-0', DATASET: 'AE', SEVERITY: 'note' })
  })

  it('EX-05: stand in Dataset-JSON as they are', async () => {
    const files = await takeFiles(json, input)
    const ae = rowsOfJson(readDatasetJson(bytesOf(files, 'ae.json')))
    expect(ae.map(({ AETERM }) => AETERM)).toEqual(TEXTS)
    expect(ae.map(({ AESTDTC }) => AESTDTC)).toEqual(DATES)
    expect(ae[0]).toMatchObject({ AESEQ: 1, AESTDT: '2024-03-09', USUBJID: 'HCC1-0002' })
    expect(files.has('problems.csv')).toBe(false)
  })

  it('are the same in both forms of Dataset-JSON, and count their records', async () => {
    const whole = await takeFiles(json, input)
    const lines = await takeFiles(ndjson, input)
    for (const key of ['ae', 'lb', 'ts']) {
      const dataset = readDatasetJson(bytesOf(whole, `${key}.json`))
      const [head = '', ...rows] = bytesOf(lines, `${key}.ndjson`).toString().trimEnd().split('\n')
      const { rows: own, ...rest } = dataset
      expect(JSON.parse(head)).toEqual(rest)
      expect(rows.map((row) => JSON.parse(row) as unknown)).toEqual(own)
      expect(dataset.records).toBe(own.length)
    }
  })

  it('are in the order of their keys, whatever order the subjects came in, and none is empty', async () => {
    const files = await takeFiles(xpt, input)
    expect([...files.keys()]).toEqual([
      'ts.xpt',
      'ae.xpt',
      'lb.xpt',
      'suppae.xpt',
      'define.xml',
      'problems.csv',
    ])
    const both = { subjects: [...trial.subjects, subjectOf('0000', events.slice(0, 1), [])] }
    const { rows } = await readXpt(
      bytesOf(await takeFiles(xpt, inputOf(both, definition)), 'ae.xpt'),
    )
    expect(rows[0]?.['USUBJID']).toBe('HCC1-0000')
    expect(rows[1]?.['USUBJID']).toBe('HCC1-0002')
  })

  it('LK-04: are the same bytes when they are made again', async () => {
    for (const format of [xpt, json, ndjson]) {
      const first = await takeFiles(format, input)
      const second = await takeFiles(format, inputOf(trial, definition))
      expect([...second]).toEqual([...first])
    }
  })

  it('know all subjects in the records about the study', async () => {
    const files = await takeFiles(json, input)
    const [ts] = rowsOfJson(readDatasetJson(bytesOf(files, 'ts.json')))
    expect(ts).toMatchObject({ TSPARMCD: 'ACTSUB', TSVAL: '2' })
  })

  it('go on in further variables where a dataset has no supplemental qualifiers', async () => {
    const long = { ...toyFamily, study: longStudy }
    const [format] = datasetFormats('SDTM', () => Promise.resolve({ sdtm: long, adam: null }))
    if (format === undefined) throw new Error('No format.')
    const files = await takeFiles(format, input)
    const { rows, variables } = await readXpt(bytesOf(files, 'ts.xpt'))
    const names = variables.map(({ name }) => name).filter((name) => name.startsWith('TSVAL'))
    expect(names).toEqual(['TSVAL', 'TSVAL1', 'TSVAL2', 'TSVAL3', 'TSVAL4'])
    const parts = names.map((name) => String(rows[0]?.[name]))
    expect(fromAscii(joinText(parts))).toBe(LONG)
    expect(files.get('ts.xpt')?.fields).toContain('TSVAL2')
  })

  it('of a study without subjects, or with nothing but consent, are those about the study alone', async () => {
    const none = await takeFiles(xpt, inputOf({ subjects: [] }, definition))
    expect([...none.keys()]).toEqual(['ts.xpt', 'define.xml'])
    const consent = { subjects: [subjectOf('0001', [], [])] }
    const one = await takeFiles(json, inputOf(consent, definition))
    expect([...one.keys()]).toEqual(['ts.json', 'define.xml'])
  })

  it('end in an error, not in an empty file, once they were given up', async () => {
    const kept: FormatFile[] = []
    for await (const file of json.files(input)) kept.push(file)
    expect(() => [...(kept[0]?.pieces() as Iterable<unknown>)]).toThrow('given up')
  })

  it('name what is not as its definition says, rather than lose it in silence', async () => {
    const wrong = { ...toyFamily, study: wrongStudy }
    const [format] = datasetFormats('SDTM', () => Promise.resolve({ sdtm: wrong, adam: null }))
    if (format === undefined) throw new Error('No format.')
    const text = bytesOf(await takeFiles(format, input), 'problems.csv').toString()
    const { rows } = readCsv(text.slice(1), 'problems.csv')
    const named = rows.filter(({ RULE }) => RULE === 'DATASET-DEFINITION')
    expect(named.map(({ DATASET, VARIABLE, SEVERITY }) => [DATASET, VARIABLE, SEVERITY])).toEqual([
      ['TS', 'TSX', 'error'],
      ['QQ', '', 'error'],
    ])
  })

  it('tell how far they are, and stop where that throws', async () => {
    const seen: number[] = []
    const onProgress = ({ subjects }: { readonly subjects: number }): void => {
      seen.push(subjects)
      if (subjects === 2) throw new Error('cancelled')
    }
    await expect(takeFiles(xpt, inputOf(trial, definition, { onProgress }))).rejects.toThrow(
      'cancelled',
    )
    expect(seen).toEqual([1, 2])
  })
})

const LONG = `${'目标病灶'.repeat(30)} and ${'words '.repeat(40)}end`

const longStudy: typeof toyFamily.study = ({ studyId }) => ({
  records: new Map([
    [
      'TS',
      [
        {
          values: {
            STUDYID: studyId,
            TSPARMCD: 'OBJPRIM',
            TSPARM: 'Objective',
            TSVAL: LONG,
          },
        },
      ],
    ],
  ]),
  problems: [],
})

const wrongStudy: typeof toyFamily.study = ({ studyId }) => ({
  records: new Map([
    ['TS', [{ values: { STUDYID: studyId, TSPARMCD: 'A', TSPARM: 'B', TSX: 'lost' } }]],
    ['QQ', [{ values: { STUDYID: studyId } }]],
  ]),
  problems: [],
})

describe.skipIf(!hasSchemas)('held against the published schemas', () => {
  it('Dataset-JSON is as its schema says', async () => {
    const files = await takeFiles(json, input)
    for (const name of ['ae.json', 'lb.json', 'ts.json']) {
      expect(datasetJsonFaults(readDatasetJson(bytesOf(files, name))), name).toEqual([])
    }
  })

  it('Define-XML is as its schema says, and the validator would find a fault', async () => {
    for (const format of [xpt, json]) {
      const text = bytesOf(await takeFiles(format, input), 'define.xml').toString()
      expect(await defineFaults(text)).toEqual([])
    }
    const text = bytesOf(await takeFiles(json, input), 'define.xml').toString()
    const faults = await defineFaults(
      text.replace('def:DefineVersion="2.1.0"', 'def:DefineVersion="9"'),
    )
    expect(faults).not.toEqual([])
  })
})
