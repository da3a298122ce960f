import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LaboratoryBody } from '../../client/enter-visit/laboratory/laboratory-body.tsx'
import { decodeText } from '../../client/kit/decode-file.ts'
import { RecordForm } from '../../client/kit/form/record-form.tsx'
import type { SubjectScreen } from '../../client/kit/subject-data.ts'
import type { LaboratoryView } from '../../shared/api/routes/laboratories.ts'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import type { RowValues } from '../../shared/forms/define.ts'
import { laboratoryForm } from '../../shared/forms/laboratory.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { protocols } from '../../shared/protocol/registry.ts'
import { draw } from './rendering.tsx'

const definition = protocols.get('donafenib-switch')
const central: LaboratoryView = {
  ...{ id: 'l1', site: null, code: 'C', name: 'Central', version: 1, mappings: [] },
  units: { S1: { ALT: 'U/L', ALB: 'g/dL' } },
  ranges: [
    {
      ...{ id: 'r1', test: 'ALT', unit: 'U/L', sex: null, ageFrom: null, ageTo: null },
      ...{ low: '9', high: '50', validFrom: '2025-01-01', validTo: null, version: 1 },
    },
  ],
}

const recordOf = (
  form: string,
  visit: string | null,
  values: RecordView['values'],
): RecordView => ({
  ...{ id: `${form} ${visit ?? ''}`, form, visit, rowKey: '', values, version: 1 },
  ...{ completeness: 'complete', definitionVersion: '1', removed: false, findings: [] },
  ...{ derivation: null, updatedAt: '2026-01-12T06:00:00Z', updatedBy: 'Li Wei' },
})
const former = recordOf('laboratory', 'BASELINE', {
  items: {},
  rows: [
    { LBDAT: '2026-01-12', LBTESTCD: 'ALT', LBORRES: '40', LBORRESU: 'U/L', LBORNRHI: '50' },
    { LBDAT: '2026-01-12', LBTESTCD: 'ALB', LBORRES: '41', LBORRESU: 'g/L' },
  ],
})
const consent = recordOf('subjects', null, { items: { SEX: 'M', BRTHDAT: '1961' }, rows: [] })
const subjectScreen = {
  study: { id: 's', definition },
  subject: { subjid: '1001', site: 'S1', anchorDate: '2026-01-15' },
  present: [consent, former],
} as unknown as SubjectScreen

const checked = {
  definition,
  subjid: '1001',
  site: 'S1',
  timeZone: undefined,
  records: [consent, former],
  laboratories: [],
}

interface Sent {
  readonly url: string
  readonly body: string
}

async function drawRows(
  rows: readonly RowValues[],
  language: Language = 'en',
  { readOnly = false } = {},
): Promise<readonly Sent[]> {
  const sent: Sent[] = []
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    sent.push({ url, body: typeof init.body === 'string' ? init.body : '' })
    const body = url.includes('mappings') ? central : { laboratories: [central] }
    return Promise.resolve(
      new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } }),
    )
  })
  await draw(
    <RecordForm
      form={laboratoryForm}
      place={{ study: 's', subjid: '1001', form: 'laboratory', visit: 'W3' }}
      record={null}
      prefilled={{ items: {}, rows }}
      readOnly={readOnly}
      checked={checked}
      visitDate="2026-02-03"
      anchorDate="2026-01-15"
      lesions={[]}
    >
      <LaboratoryBody form={laboratoryForm} screen={subjectScreen} visit="W3" />
    </RecordForm>,
    language,
  )
  if (!readOnly) {
    await screen.findByLabelText(
      language === 'en' ? 'Report of the laboratory' : '报告所属检验机构',
    )
  }
  return sent
}

const cell = (name: string, row: number): HTMLInputElement =>
  screen.getByLabelText(`${name}, row ${row}`, { selector: 'input' })
const type = (name: string, row: number, text: string): void => {
  fireEvent.change(cell(name, row), { target: { value: text } })
  fireEvent.blur(cell(name, row))
}

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 0))
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const ALT = { LBDAT: '2026-02-03', LBTESTCD: 'ALT', LBORRESU: 'U/L', LBORNRHI: '50' }

describe('E15 a typed laboratory result', () => {
  it('shows flag, suggested grade and the result before, and explains the grade on click', async () => {
    await drawRows([ALT])
    type('Result', 1, '151')
    await screen.findByText('before: 40 (BASELINE)')
    expect(screen.getByText('H ↑')).toBeTruthy()
    const grade = screen.getByRole('button', { name: /Alanine aminotransferase increased/ })
    expect(grade.textContent).toContain('2')
    fireEvent.click(grade)
    const panel = await screen.findByRole('region', {
      name: /Alanine aminotransferase increased: CTCAE grade 2/i,
    })
    expect(panel.textContent).toContain('CTCAE 5.0')
    expect(panel.textContent).toContain('150 U/L')
  })

  it('shows the standard value with its factor, and keeps digits and unit as typed', async () => {
    await drawRows([{ ...ALT, LBTESTCD: 'TBIL', LBORRESU: 'mg/dL', LBORRES: '1.20' }])
    await screen.findByText('= 20.52 umol/L (× 17.1)')
    expect([cell('Result', 1).value, cell('Unit', 1).value]).toEqual(['1.20', 'mg/dL'])
  })

  it('E17 asks for unit or decimal point while a value ten times off is typed', async () => {
    await drawRows([{ ...ALT, LBTESTCD: 'ALB', LBORRESU: 'g/L' }])
    type('Result', 1, '4.0')
    // The checks are fetched when the first form is opened.
    await screen.findByText(/Unit or decimal point\?/, {}, { timeout: 10_000 })
    type('Result', 1, '40')
    await waitFor(() => {
      expect(screen.queryByText(/Unit or decimal point\?/)).toBeNull()
    })
  })

  it('is shown the same to those who only read, without anything to fill in', async () => {
    await drawRows([{ ...ALT, LBORRES: '151' }], 'en', { readOnly: true })
    await screen.findByText('before: 40 (BASELINE)')
    expect(screen.queryByRole('button', { name: 'Take in a print-out' })).toBeNull()
  })
})

describe('E14 the unit', () => {
  it('is the one the laboratory uses at this site, with its range, and out of the tab order then', async () => {
    await drawRows([{ LBDAT: '2026-02-03' }])
    type('Test', 1, 'ALT')
    await waitFor(() => {
      expect(cell('Unit', 1).value).toBe('U/L')
    })
    expect(cell('Laboratory', 1).value).toBe('Central')
    expect(cell('Upper limit of normal', 1).value).toBe('50')
    expect(cell('Unit', 1).tabIndex).toBe(-1)
    type('Unit', 1, 'ukat/L')
    await waitFor(() => {
      expect(cell('Unit', 1).tabIndex).toBe(0)
    })
  })

  it('of rows as they were saved is not touched', async () => {
    await drawRows([{ LBDAT: '2026-02-03', LBTESTCD: 'ALT', LBORRES: '40' }])
    expect(cell('Unit', 1).value).toBe('')
    type('Result', 1, '41')
    expect(cell('Unit', 1).value).toBe('')
  })
})

const PRINTOUT = `采样时间：2026-02-04 07:40
项目\t结果\t单位\t参考区间
谷丙转氨酶\t８５．０\tU/L\t9-50
白蛋白\t3.6\t\t3.5-5.5
某新指标\t3.4\tng/mL\t`

describe('E16 taking in a print-out', () => {
  async function read(text: string): Promise<void> {
    fireEvent.click(screen.getByRole('button', { name: 'Take in a print-out' }))
    expect(document.activeElement).toBe(screen.getByLabelText('Print-out'))
    fireEvent.change(screen.getByLabelText('Print-out'), { target: { value: text } })
    await screen.findByRole('region', { name: 'Lines of the print-out' })
  }

  it('shows every line first, and stores nothing by itself', async () => {
    const sent = await drawRows([])
    await read(PRINTOUT)
    screen.getByText('2 matched, 1 unmatched, 1 with a guessed unit, 1 out of range')
    expect(screen.getByLabelText<HTMLInputElement>('Date of the sample').value).toBe('2026-02-04')
    fireEvent.click(screen.getByRole('button', { name: 'Put 2 results into the form' }))
    await screen.findByText('2 results were put into the form. Nothing is saved yet.')
    await waitFor(() => {
      expect(document.activeElement?.textContent).toBe('Take in a print-out')
    })
    expect([cell('Result', 1).value, cell('Unit', 2).value]).toEqual(['85.0', 'g/dL'])
    expect(cell('Date of sample', 1).value).toBe('2026-02-04')
    expect(sent.filter(({ body }) => body !== '')).toEqual([])
    fireEvent.click(screen.getByRole('button', { name: 'Take them out again' }))
    await waitFor(() => {
      expect(screen.queryByLabelText('Result, row 1', { selector: 'input' })).toBeNull()
    })
  })

  it('takes a line that a person matched, and remembers its name for the laboratory', async () => {
    const sent = await drawRows([])
    await read(PRINTOUT)
    fireEvent.change(screen.getByLabelText('Test of 某新指标'), { target: { value: 'AFP' } })
    fireEvent.click(await screen.findByRole('button', { name: 'Put 3 results into the form' }))
    await waitFor(() => {
      expect(sent.some(({ url }) => url.endsWith('/laboratories/l1/mappings'))).toBe(true)
    })
    const { body } = sent.find(({ url }) => url.includes('mappings')) ?? { body: '{}' }
    expect(JSON.parse(body)).toEqual({
      site: 'S1',
      mappings: [{ sourceName: '某新指标', sourceUnit: 'ng/mL', test: 'AFP', unit: 'ng/mL' }],
    })
  })

  it('replaces no result of the form unless its line is ticked', async () => {
    await drawRows([{ ...ALT, LBDAT: '2026-02-04', LBORRES: '58', LBCOMM: 'by telephone' }])
    await read(PRINTOUT)
    screen.getByText('△ The form holds 58: ticking replaces it.')
    fireEvent.click(screen.getByLabelText('Take in: 谷丙转氨酶'))
    fireEvent.click(await screen.findByRole('button', { name: 'Put 2 results into the form' }))
    await waitFor(() => {
      expect(cell('Result', 1).value).toBe('85.0')
    })
    expect(cell('Remarks', 1).value).toBe('by telephone')
  })

  it('takes no line whose printed range contradicts the remembered unit, and says why', async () => {
    await drawRows([])
    await read('白蛋白 36.2 35-55')
    screen.getByText(
      '△ The printed range is usual in g/L, the unit remembered is g/dL. Check the unit.',
    )
    const button = () => screen.getByRole<HTMLButtonElement>('button', { name: /^Put \d results?/ })
    expect(button().textContent).toContain('Put 0')
    fireEvent.change(screen.getByLabelText('Unit of 白蛋白'), { target: { value: 'g/L' } })
    await waitFor(() => {
      expect(button().textContent).toContain('Put 1')
    })
    expect(screen.queryByText(/The printed range is usual/)).toBeNull()
  })

  it('needs the whole date of the sample', async () => {
    await drawRows([])
    await read('ALT 85 U/L 9-50')
    fireEvent.change(screen.getByLabelText('Date of the sample'), { target: { value: '2026-02' } })
    const button = await screen.findByRole<HTMLButtonElement>('button', { name: /Put 1 result / })
    expect(button.disabled).toBe(true)
  })

  it('is in Chinese for those who read Chinese', async () => {
    await drawRows([], 'zh')
    fireEvent.click(screen.getByRole('button', { name: '录入报告单' }))
    fireEvent.change(screen.getByLabelText('报告单内容'), { target: { value: PRINTOUT } })
    const table = await screen.findByRole('region', { name: '报告单各行' })
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map(({ textContent }) => textContent),
    ).toEqual([...['录入', '报告单原文', '检查项目', '结果', '单位', '正常值范围', '需核对']])
  })
})

describe('a chosen file', () => {
  it.each([
    ['UTF-8', [0xe9, 0x92, 0xbe]],
    ['GB 18030', [0xbc, 0xd8]],
    ['UTF-16', [0xff, 0xfe, 0xbe, 0x94]],
  ])('is read in %s', (_name, bytes) => {
    expect(decodeText(new Uint8Array(bytes))).toBe('钾')
  })
})
