import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { definitionFaults } from '../../../shared/protocol/definition-schema.ts'
import { definitionHash, definitionText } from '../../../shared/protocol/definition-hash.ts'
import { protocols } from '../../../shared/protocol/registry.ts'
import { endpointKinds } from '../../../shared/endpoints/registry.ts'
import { responseCriteria } from '../../../shared/response/registry.ts'
import { fileLayouts } from '../../../shared/trial/layout.ts'
import { GOLDEN_TRIALS } from './golden-trials.ts'

const known = { criteria: responseCriteria.keys, endpointKinds: endpointKinds.keys }

/** First table of the trial-CSV contract, as printed, with SUBJID left out. */
const contract = `
subjects | SITEID SEX BRTHDAT RFICDAT ENRDAT COHORT
visits | VISIT SVSTDAT
exposure | EXTRT EXSTDAT EXENDAT EXDOSE EXDOSU EXDOSFRQ EXADJ
procedures | PRSTDAT PRTRT
lesions | TULNKID TUGRPID TULOC TUNODE TUDAT
measurements | VISIT TRLNKID TRDAT LDIAM VDIAM SAXIS TUMSTATE VTUMSTATE TRSTAT
responses | VISIT RSCAT RSDAT OVRLRESP RSREASON
new-therapies | CMSTDAT CMTRT
labs | LBDAT LBTESTCD VISIT LBORRES LBORRESU LBORNRLO LBORNRHI
adverse-events | AESTDAT AETERM AEENDAT AEDECOD AELLTCD AEBODSYS AETOXGR AESER AEREL AERELTRT AEACN AEOUT AEDLT
antibodies | ISDAT VISIT ISORRES
disposition | DSSTDAT DSSCAT DSDECOD
survival | SSDAT SSORRES
deaths | DTHDAT DTHCAUS`

const contractFiles = contract
  .trim()
  .split('\n')
  .map((line) => line.split(' | '))
  .map(([file = '', columns = '']) => ({ file, columns: columns.split(' ') }))

/** Further columns, second table of the contract. */
const further: readonly (readonly [string, string])[] = [
  ['measurements', 'TRMETHOD TRSLTHK TRPHASE TRENH TRSPLIT TRMERGE'],
  ['lesions', 'TUSIDE TUSEGM TUPRIOR TUGROWTH TUCYTOL'],
  ['responses', 'RSEVAL RSEVALID RSACPTFL'],
  ['procedures', 'PRCAT PRDRUG PRDOSE PRDOSU PRLIPIOD PREMBOL PRLNKID'],
  [
    'adverse-events',
    'AESDTH AESLIFE AESHOSP AESDISAB AESCONG AESMIE AEACN1 AEACN2 AEREL1 AEREL2 AEIR AEGRPID',
  ],
  ['antibodies', 'ISTESTCD ISTITER'],
  ['disposition', 'DSTRT'],
]

describe.each(protocols.all)('$key', (definition) => {
  it('passes the check of definitions', () => {
    expect(definitionFaults(JSON.parse(JSON.stringify(definition)), known)).toEqual([])
  })

  it.each(contractFiles)(
    'writes the file $file with its columns in the order of the contract',
    (row) => {
      const layout = fileLayouts(definition).find(({ file }) => file === row.file)
      const itemKeys = layout?.items.map(({ key }) => key) ?? []
      expect(layout?.fixed).toEqual(row.columns)
      // Items stand in the definition in the same order, so a reader finds them as the file has them.
      const asked = row.columns.filter((column) => itemKeys.includes(column))
      expect(itemKeys.slice(0, asked.length)).toEqual(asked)
      const fromElsewhere = row.columns.filter((column) => !itemKeys.includes(column))
      expect(['VISIT', 'SITEID']).toEqual(expect.arrayContaining(fromElsewhere))
    },
  )

  it.each(further)('offers the further columns of %s.csv', (file, columns) => {
    const layout = fileLayouts(definition).find((candidate) => candidate.file === file)
    expect(layout?.further).toEqual(expect.arrayContaining(columns.split(' ')))
  })

  it('has 20 to 30 eligibility criteria, answered one by one on the eligibility form', () => {
    const keys = definition.eligibility.map(({ key }) => key)
    expect(keys.length).toBeGreaterThanOrEqual(20)
    expect(keys.length).toBeLessThanOrEqual(30)
    const form = definition.forms.find(({ key }) => key === 'eligibility')
    const criterion = form?.group?.items.find(({ key }) => key === 'IETESTCD')
    expect(criterion?.kind === 'code' ? criterion.codes.map(({ value }) => value) : []).toEqual(
      keys,
    )
  })

  it('names every label in both languages, the Chinese one in Chinese where words are used', () => {
    const labels = bilingualOf(definition)
    expect(labels.length).toBeGreaterThan(200)
    expect(labels.filter(({ en, zh }) => en.trim() === '' || zh.trim() === '')).toEqual([])
    expect(labels.filter(({ en }) => /[\u4e00-\u9fff]/.test(en))).toEqual([])
    const untranslated = labels.filter(
      ({ en, zh }) => /[a-z]{5,}/.test(en) && !/[\u4e00-\u9fff]/.test(zh),
    )
    expect(untranslated).toEqual([])
  })
})

describe('endpoints', () => {
  it.each(GOLDEN_TRIALS)('of %s are those of the reference results, in their order', (key) => {
    const definition = protocols.get(key)
    const file = new URL(`../../golden/trials/${key}/expected.json`, import.meta.url)
    const { endpoints } = JSON.parse(readFileSync(file, 'utf8')) as {
      endpoints: { id: string; kind: string; criteria: string | null; population: string }[]
    }
    const reference = new Map(
      endpoints.map(({ id, kind, criteria, population }) => [id, { kind, criteria, population }]),
    )
    const own = definition.endpoints.filter(({ extra }) => extra !== true)
    expect(own.map(({ id }) => id)).toEqual([...reference.keys()])
    // DLT and antibody rows are proportions in the results.
    const resultKind = new Map([
      ['dose-limiting-toxicity', 'proportion'],
      ['antibody', 'proportion'],
    ])
    for (const { id, kind, criteria, population } of own) {
      const shown = resultKind.get(kind) ?? kind
      expect({ id, kind: shown, criteria, population }).toEqual({ id, ...reference.get(id) })
    }
  })

  it('shows the response rate over all enrolled beside protocol 3', () => {
    const extra = protocols.get('regorafenib-pd1').endpoints.filter((e) => e.extra === true)
    expect(extra.map(({ id, population }) => ({ id, population }))).toEqual([
      { id: 'ORR-ENR', population: 'ENR' },
    ])
  })

  // Primary endpoints and time frames as the registry records state them.
  it.each([
    [
      'donafenib-switch',
      'ORR PFS',
      { ORR: 12, DCR: 12, PFS: 12, OS: 18, AE: 18, SAE: 18, ADR: 18 },
    ],
    ['toripalimab-donafenib', 'DLT ORR', { DLT: 18, ORR: 18, ADA: 18, OS: 18, PFS: 18, AE: 18 }],
    ['regorafenib-pd1', 'PFS', { PFS: 12, ORR: 12, DOR: 12, PFS3: 12, MORT12: 18, AE: 24 }],
    ['tace-systemic', 'PFS', { PFS: 24, OS: 24, ORR: 24, 'BOR-RECIST': 24, TOX3: 24, AE: 24 }],
    ['lenvatinib-toripalimab', 'ORR', { ORR: 12, PFS: 12, MORT12: 12, OS: 24, CBR: 24, AE: 24 }],
  ])('of %s: primary %s, time frames in months', (key, primary, months) => {
    const { endpoints } = protocols.get(key)
    expect(
      endpoints
        .filter((e) => e.primary)
        .map(({ id }) => id)
        .join(' '),
    ).toBe(primary)
    const frames = Object.fromEntries(
      endpoints.map(({ id, timeFrameMonths }) => [id, timeFrameMonths]),
    )
    expect(frames).toMatchObject(months)
  })
})

// Response criteria, section 11, and protocols, "Minimum duration of SD".
describe('response settings', () => {
  const table = `
protocol               | criterion  | confirmation | minSdDays | floor | marker
donafenib-switch       | mRECIST    | false | 42 | 0 | NOT_USED
toripalimab-donafenib  | RECIST 1.1 | true  | 35 | 5 | NOT_USED
regorafenib-pd1        | RECIST 1.1 | true  | 28 | 5 | NORMAL_OR_NEVER_RAISED
tace-systemic          | mRECIST    | false | 35 | 0 | NOT_USED
tace-systemic          | RECIST 1.1 | false | 35 | 5 | NOT_USED
lenvatinib-toripalimab | RECIST 1.1 | true  | 42 | 5 | NOT_USED`
  const rows = table
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('|').map((cell) => cell.trim()))

  it.each(rows)('%s by %s', (...row) => {
    const [key = '', criterion, confirmation, minSd, floor, marker] = row
    const settings = protocols.get(key).criteria.find((c) => c.key === criterion)?.settings
    expect({
      confirmation: String(settings?.confirmation),
      minSd: String(settings?.minSdDays),
      floor: String(settings?.pdAbsoluteIncreaseMm),
      marker: settings?.tumourMarkerForCr,
    }).toEqual({ confirmation, minSd, floor, marker })
  })

  it('differ from the defaults of their criterion only where the protocol says so', () => {
    const open = ['confirmation', 'minSdDays', 'tumourMarkerForCr']
    for (const { criteria } of protocols.all) {
      for (const { key, settings } of criteria) {
        const { defaults } = responseCriteria.get(key)
        const names = Object.keys(defaults).filter((name) => !open.includes(name))
        const pick = (from: object) =>
          names.map((name) => [name, (from as Record<string, unknown>)[name]])
        expect(pick(settings)).toEqual(pick(defaults))
      }
    }
  })
})

describe('the hash of a definition', () => {
  it('is taken over one spelling, whatever the order of members', () => {
    const definition = protocols.get('donafenib-switch')
    const reversed = Object.fromEntries(Object.entries(definition).reverse())
    expect(definitionText(reversed as unknown as typeof definition)).toBe(
      definitionText(definition),
    )
    expect(definitionHash(definition, (text) => text.length)).toBe(
      definitionText(definition).length,
    )
  })
})

function bilingualOf(value: unknown): { en: string; zh: string }[] {
  if (typeof value !== 'object' || value === null) return []
  const { en, zh } = value as { en?: unknown; zh?: unknown }
  if (typeof en === 'string' && typeof zh === 'string') return [{ en, zh }]
  return Object.values(value).flatMap((member) => bilingualOf(member))
}
