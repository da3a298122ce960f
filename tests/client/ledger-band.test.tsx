import { cleanup, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { Band } from '../../client/tumour-ledger/band.tsx'
import { deriveLedger } from '../../client/tumour-ledger/derive-ledger.ts'
import { assessmentForm, toLedger } from '../../client/tumour-ledger/ledger.ts'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import type { RowValues } from '../../shared/forms/define.ts'
import { protocols } from '../../shared/protocol/registry.ts'
import { responseCriteria } from '../../shared/response/registry.ts'
import { draw } from './rendering.tsx'

const definition = protocols.get('tace-systemic')

function record(form: string, visit: string | null, parts: Partial<RecordView>): RecordView {
  return {
    id: `${form}-${visit ?? ''}-${parts.rowKey ?? ''}`,
    form,
    visit,
    rowKey: '',
    values: { items: {}, rows: [] },
    version: 1,
    completeness: 'complete',
    definitionVersion: '1',
    removed: false,
    findings: [],
    derivation: null,
    updatedAt: '2024-01-01T00:00:00Z',
    updatedBy: 'x',
    ...parts,
  }
}
const items = (values: RowValues) => ({ values: { items: { ...values }, rows: [] } })
const scan = (visit: string, TRDAT: string, LDIAM: string, VDIAM: string) =>
  record('tumour-assessment', visit, {
    values: { items: {}, rows: [{ TRLNKID: 'T01', TRDAT, LDIAM, VDIAM }] },
  })
const own = (criteria: string, response: string) =>
  record('responses', 'W6', {
    rowKey: criteria,
    ...items({ RSCAT: criteria, OVRLRESP: response, RSDAT: '2024-02-21' }),
  })
const lesion = { TULNKID: 'T01', TUGRPID: 'TARGET', TULOC: 'LIVER S4', TUNODE: 'N' }
const records = [
  record('subjects', null, items({ ENRDAT: '2024-01-10' })),
  record('lesions', null, items(lesion)),
  scan('BASELINE', '2024-01-05', '60', '50'),
  scan('W6', '2024-02-20', '50', '20'),
  own('RECIST 1.1', 'PR'),
  own('mRECIST', 'PR'),
]

async function drawBand(criteria: string): Promise<void> {
  const form = assessmentForm(definition.forms)
  if (form === null) throw new Error('The protocol has no tumour assessment.')
  const ledger = toLedger(form, records, [])
  const subject = { subjid: '1', site: '01' }
  const source = { definition, subject, records, form, ledger }
  const band = deriveLedger(source, responseCriteria).find(({ key }) => key === criteria)
  if (band === undefined) throw new Error('The protocol has no such criteria.')
  await draw(
    <table>
      <Band band={band} ledger={ledger} records={records} forms={definition.forms} saved={null} />
    </table>,
  )
}

const line = (name: string) => screen.getByRole('row', { name: new RegExp(`^${name}`) })

afterEach(cleanup)

describe('E34: the footer', () => {
  it('has sum, change from baseline, from nadir in % and mm, and the responses, for each criterion', async () => {
    await drawBand('RECIST 1.1')
    expect(line('Sum of targets').textContent).toContain('60.0')
    expect(line('Sum of targets').textContent).toContain('50.0')
    expect(line('From baseline').textContent).toContain('−16.7 %')
    expect(line('From nadir, mm').textContent).toContain('−10.0')
    for (const name of ['Target response', 'Non-target response', 'New lesion', 'Overall']) {
      expect(line(name)).toBeTruthy()
    }
    cleanup()
    await drawBand('mRECIST')
    expect(line('Sum of targets').textContent).toContain('20.0')
    expect(line('From baseline').textContent).toContain('−60.0 %')
  })
})

describe("E36: the investigator's own response", () => {
  it('stands in a line of its own beside the derived one, and a difference is said in words', async () => {
    await drawBand('RECIST 1.1')
    expect(within(line('Overall response')).getByText('SD')).toBeTruthy()
    const mine = within(line('Investigator'))
    expect(mine.getByText('PR')).toBeTruthy()
    expect(mine.getByText(/differs from derived/)).toBeTruthy()
  })

  it('says nothing where both agree', async () => {
    await drawBand('mRECIST')
    expect(within(line('Investigator')).getByText('PR')).toBeTruthy()
    expect(screen.queryByText(/differs from derived/)).toBeNull()
  })
})
