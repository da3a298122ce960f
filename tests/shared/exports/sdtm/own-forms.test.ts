import { describe, expect, it } from 'vitest'
import { sdtm } from '../../../../shared/exports/sdtm/sdtm.ts'
import {
  defineForm,
  type FormDefinition,
  type ItemDefinition,
} from '../../../../shared/forms/define.ts'
import type { ProtocolDefinition } from '../../../../shared/protocol/define.ts'
import { protocols } from '../../../../shared/protocol/registry.ts'
import { toyForm } from '../../forms/toy-form.ts'
import { unaccounted } from './accounted.ts'
import { studyOf, subjectOf, tabulate } from './tabulated.ts'

const base = protocols.get('lenvatinib-toripalimab')
const withForms = (...forms: readonly FormDefinition[]): ProtocolDefinition => ({
  ...base,
  forms: [...base.forms, ...forms],
})
const said = (en: string): { en: string; zh: string } => ({ en, zh: `试验：${en}` })

describe('an own form without mapping', () => {
  const definition = withForms(toyForm)
  const study = studyOf(definition)
  const row = {
    ...{ VISIT: 'W4', NAME: '名', COUNT: '007', SIZE: '1.50', TITRE: '<5', FIRST: '2024-02' },
    ...{ SERIOUS: 'Y', WHY: '', WHY_REASND: 'REFUSED', SIGNS: 'Y;N' },
  }
  const subject = subjectOf({ toy: [row], visits: [{ VISIT: 'W4', SVSTDAT: '2024-02-12' }] })
  const made = tabulate(subject, study)
  const own = sdtm.datasets(definition).find(({ label }) => label === 'Label')

  it('EX-05: walks through to a domain of its own, one test an item', () => {
    const domain = own?.key ?? ''
    expect(domain).toMatch(/^[XYZ][A-Z]$/)
    const names = ['TESTCD', 'ORRES', 'STRESN', 'STAT', 'REASND', 'SEQ'].map((one) => domain + one)
    const lines = made.of(domain, ...names).map((one) => names.map((name) => one[name]))
    expect(lines).toEqual([
      ['COUNT', '007', 7, null, null, 1],
      ['FIRST', '2024-02', null, null, null, 2],
      ['NAME', '名', null, null, null, 3],
      ['SERIOUS', 'Y', null, null, null, 4],
      ['SIGNS', 'Y;N', null, null, null, 5],
      ['SIZE', '1.50', 1.5, null, null, 6],
      ['TITRE', '<5', null, null, null, 7],
      ['WHY', null, null, 'NOT DONE', 'REFUSED', 8],
    ])
    expect(made.of(domain, 'VISITNUM', 'VISIT', `${domain}DTC`)[0]).toEqual({
      ...{ VISITNUM: 2, VISIT: 'W4', [`${domain}DTC`]: '2024-02' },
    })
    expect(unaccounted(subject, study, made)).toEqual([])
  })

  it('has the same domain whatever other own forms there are, and is named', () => {
    const other = defineForm({
      ...{ key: 'other', title: said('Other'), scope: 'log', owner: 'site', file: 'other' },
      items: [{ key: 'OTHER', kind: 'text', label: said('Other') }],
    })
    const both = sdtm.datasets(withForms(other, toyForm))
    expect(both.find(({ label }) => label === 'Label')?.key).toBe(own?.key)
    // The form's items and the rows of its group are two files.
    expect(sdtm.study(study).problems).toMatchObject([
      { rule: 'SDTM-MAP-02', severity: 'note', dataset: own?.key },
      { rule: 'SDTM-MAP-02', severity: 'note' },
    ])
  })
})

describe('an own item on a form of the product', () => {
  const definition: ProtocolDefinition = {
    ...base,
    forms: base.forms.map((form) =>
      form.key === 'adverse-events'
        ? {
            ...form,
            items: [
              ...form.items,
              { key: 'OWN_QUESTION', kind: 'text', label: said('Own question') },
              { key: 'WRONG', kind: 'text', label: said('Wrong'), sdtm: 'AE.AENOWAY' },
            ],
          }
        : form,
    ),
  }

  it('EX-05: is a supplemental qualifier; one whose mapping is wrong too, and it is named', () => {
    const study = studyOf(definition)
    const rows = [{ AETERM: 'A', AESTDAT: '2024-02-01', OWN_QUESTION: '甲', WRONG: 'w' }]
    const made = tabulate(subjectOf({ 'adverse-events': rows }), study)
    expect(made.of('SUPPAE', 'QNAM', 'QLABEL', 'QVAL')).toEqual([
      { QNAM: 'OWNQUEST', QLABEL: 'Own question', QVAL: '甲' },
      { QNAM: 'WRONG', QLABEL: 'Wrong', QVAL: 'w' },
    ])
    expect(sdtm.study(study).problems).toMatchObject([
      { rule: 'SDTM-MAP-01', severity: 'warning', dataset: 'AE', subjid: null },
    ])
  })
})

describe('an own form that names a domain without rules of the product', () => {
  it('has its records in that domain: findings by their tests, events by their rows', () => {
    const questionnaire = defineForm({
      ...{ key: 'qlq', title: said('Questionnaire'), scope: 'visit', owner: 'site', file: 'qlq' },
      items: [
        { key: 'QDAT', kind: 'date', label: said('Date'), sdtm: 'QS.QSDTC' },
        { key: 'Q1', kind: 'integer', label: said('Walking'), sdtm: 'QS.QSORRES[Q01]' },
      ],
    })
    const stays = defineForm({
      ...{ key: 'stays', title: said('Stays'), scope: 'log', owner: 'site', file: 'stays' },
      items: [
        { key: 'HOSTDAT', kind: 'date', label: said('Start'), sdtm: 'HO.HOSTDTC' },
        { key: 'HOTERM', kind: 'text', label: said('Where'), sdtm: 'HO.HOTERM' },
      ],
    })
    const made = tabulate(
      subjectOf({
        qlq: [{ VISIT: 'W4', QDAT: '2024-02-12', Q1: '3' }],
        stays: [{ HOSTDAT: '2024-02-20', HOTERM: 'Ward 3' }],
      }),
      studyOf(withForms(questionnaire, stays)),
    )
    expect(made.of('QS', 'QSTESTCD', 'QSTEST', 'QSORRES', 'QSSTRESN', 'QSDTC', 'QSDY')).toEqual([
      {
        ...{ QSTESTCD: 'Q01', QSTEST: 'Walking', QSORRES: '3', QSSTRESN: 3 },
        ...{ QSDTC: '2024-02-12', QSDY: 29 },
      },
    ])
    expect(made.of('HO', 'HOTERM', 'HOSTDTC', 'HOSTDY', 'HOSEQ')).toEqual([
      { HOTERM: 'Ward 3', HOSTDTC: '2024-02-20', HOSTDY: 37, HOSEQ: 1 },
    ])
  })
})

describe('a definition without any mapping', () => {
  it('gives each file a domain of its own, and loses nothing', () => {
    const bare: ProtocolDefinition = {
      ...base,
      forms: base.forms.map((form) => ({
        ...form,
        items: form.items.map(bareItem),
        ...(form.group === undefined
          ? {}
          : { group: { ...form.group, items: form.group.items.map(bareItem) } }),
      })),
    }
    const study = studyOf(bare)
    const subject = subjectOf({ history: [{ MHTERM: 'HCC', MHSTDAT: '2022' }] })
    const made = tabulate(subject, study)
    expect(unaccounted(subject, study, made)).toEqual([])
    expect(made.of('DM', 'USUBJID', 'SUBJID', 'SITEID')).toEqual([
      { USUBJID: 'HP1-01-1001', SUBJID: '1001', SITEID: '01' },
    ])
    expect(sdtm.study(study).problems.length).toBeGreaterThan(20)
  })
})

/** An item that says nowhere to go. */
function bareItem(item: ItemDefinition): ItemDefinition {
  const bare: { -readonly [Key in keyof ItemDefinition]: ItemDefinition[Key] } = { ...item }
  delete bare.sdtm
  return bare as ItemDefinition
}
