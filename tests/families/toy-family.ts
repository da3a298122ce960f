import type { EndpointDefinition, OtherEndpoint } from '../../shared/endpoints/define.ts'
import { contributed } from '../../shared/endpoints/contribution.ts'
import { endpointKind } from '../../shared/endpoints/kind.ts'
import type { ExportFormat } from '../../shared/exports/define.ts'
import { builtInFamilies, type Families } from '../../shared/families.ts'
import { defineForm } from '../../shared/forms/define.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { RECIST_SETTINGS, SHARED_CONVENTIONS } from '../../shared/protocol/conventions.ts'
import { protocolForms } from '../../shared/protocol/protocol-forms.ts'
import type { OverallResponse, ResponseCriterion } from '../../shared/response/define.ts'
import { RECIST_11 } from '../../shared/response/recist11.ts'
import { rowsOf } from '../../shared/trial/trial.ts'

const said = (en: string) => ({ en, zh: `玩具：${en}` })

/** A visit's form with a coded item and a group of rows. */
const lanternForm = defineForm({
  key: 'lantern',
  title: said('Lantern test'),
  scope: 'visit',
  owner: 'site',
  file: 'lanterns',
  sortBy: ['VISIT'],
  items: [
    {
      key: 'LNPERF',
      kind: 'code',
      codes: [
        { value: 'Y', label: said('Yes') },
        { value: 'N', label: said('No') },
      ],
      label: said('Done'),
      required: true,
    },
  ],
  group: {
    title: said('Lanterns'),
    file: 'lantern-readings',
    identity: ['LNCOLOR'],
    sortBy: ['VISIT', 'LNCOLOR'],
    items: [
      { key: 'LNCOLOR', kind: 'text', maxLength: 20, label: said('Colour'), required: true },
      { key: 'LNLUX', kind: 'number', decimals: 1, label: said('Light'), required: true },
    ],
  },
})

/** Complete response as soon as the sum of the targets is 2 cm or less; stable otherwise. */
const twoCentimetres: ResponseCriterion = {
  ...RECIST_11,
  key: 'Two-Centimetre',
  title: 'Two-Centimetre',
  derive: (baseline, assessments, settings, source) =>
    RECIST_11.derive(baseline, assessments, settings, source).map((point) => {
      const overall: OverallResponse = point.sum !== null && point.sum <= 200 ? 'CR' : 'SD'
      const inForce = source === 'investigator' ? (point.recorded ?? overall) : overall
      const trace = () => [{ rule: 'two-centimetre', inputs: [], result: overall }]
      return { ...point, overallAsAssessed: overall, overall, inForce, queries: [], trace }
    }),
}

/** Light of all lanterns of a subject, and of a population. */
const lightKind = endpointKind('x-light', {
  accepts: (endpoint: EndpointDefinition): endpoint is OtherEndpoint => endpoint.kind === 'x-light',
  contribute: ({ id }, { trial }) => {
    const readings = rowsOf(trial, 'lantern-readings')
    const light = readings.reduce((sum, row) => sum + Number(row['LNLUX']), 0)
    const trace = { rule: `${id}-light`, inputs: [], result: String(light) }
    return contributed({ kind: 'other', value: { light } }, trace)
  },
  summarise: (_, members) => {
    const lights = members.map(({ value }) => (value.kind === 'other' ? value.value['light'] : 0))
    const light = lights.reduce<number>((sum, one) => sum + Number(one), 0)
    return { kind: 'x-light', N: members.length, result: { light } }
  },
})

/** One JSON file: each subject with the number of its lantern readings. */
const lanternExport: ExportFormat = {
  key: 'lantern-json',
  title: said('Lantern list'),
  mediaType: 'application/json',
  *files({ subjects }, { key }) {
    const list = subjects.map((subject) => ({
      subject: subject.subjid,
      readings: rowsOf(subject, 'lantern-readings').length,
    }))
    yield { name: 'lanterns.json', text: JSON.stringify({ key, list }), rows: list.length }
  },
}

const light: OtherEndpoint = {
  id: 'LIGHT',
  kind: 'x-light',
  label: said('Light'),
  population: 'ENR',
  criteria: null,
  timeFrameMonths: null,
  settings: {},
}

const eligibility: ProtocolDefinition['eligibility'] = [
  { key: 'INC1', kind: 'inclusion', text: said('Has seen a lantern') },
]
const visitForms = ['visits', 'lantern', 'tumour-assessment', 'responses']
const window = { before: 7, after: 7 }

/** A protocol that names every toy member and embeds the toy form. */
const lanternProtocol: ProtocolDefinition = {
  key: 'lantern-trial',
  version: '1.0',
  title: said('Lantern trial'),
  shortTitle: said('Lanterns'),
  design: said('Single arm'),
  plannedSubjects: 2,
  followUpMonths: 12,
  cohorts: [],
  schedule: {
    anchor: 'enrolment',
    single: [{ visit: 'BASELINE', title: said('Baseline'), day: 0, ...window, forms: visitForms }],
    repeating: [
      {
        prefix: 'W',
        numbering: 'weeks',
        title: said('Week {n}'),
        everyDays: 56,
        planned: 2,
        ...window,
        forms: visitForms,
      },
    ],
    unscheduledForms: visitForms,
    survivalContactEveryDays: 84,
  },
  forms: [
    ...protocolForms({ cohorts: [], eligibility, criteria: [twoCentimetres.key] }),
    lanternForm,
  ],
  eligibility,
  criteria: [{ key: twoCentimetres.key, settings: { ...RECIST_SETTINGS, confirmation: false } }],
  conventions: { ...SHARED_CONVENTIONS, origin: 'enrolment' },
  endpoints: [
    light,
    {
      id: 'ORR',
      kind: 'proportion',
      label: said('Response rate'),
      population: 'ENR',
      criteria: twoCentimetres.key,
      timeFrameMonths: null,
      responses: ['CR'],
      confirmed: false,
    },
  ],
}

/** The families of the product with one toy member more in each. */
export const toyFamilies: Families = {
  protocols: builtInFamilies.protocols.with(lanternProtocol),
  forms: builtInFamilies.forms.with(lanternForm),
  criteria: builtInFamilies.criteria.with(twoCentimetres),
  endpoints: builtInFamilies.endpoints.with(lightKind),
  exports: builtInFamilies.exports.with(lanternExport),
}
