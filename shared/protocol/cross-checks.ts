import type { EndpointDefinition } from '../endpoints/define.ts'
import type { TextParams } from '../forms/entry-faults.ts'
import { formFaults, type FormFaultKey } from '../forms/form-faults.ts'
import { checkFaults, type CheckFaultKey } from './check-faults.ts'
import { reopenedForms, type ProtocolDefinition } from './define.ts'
import { verificationFaults } from './verification-faults.ts'

/** Text keys of faults between the parts of a definition. */
export const CROSS_FAULT_KEYS = [
  'definition.duplicateKey',
  'definition.duplicateFile',
  'definition.unknownForm',
  'definition.formNotAtVisits',
  'definition.noEnrolmentForm',
  'definition.unknownCohort',
  'definition.unknownCriterion',
  'definition.criterionNotUsed',
  'definition.unknownEndpointKind',
  'definition.unknownEndpoint',
  'definition.endpointNotTimed',
  'definition.noResponseRate',
  'definition.noDoseFindingCohort',
] as const
export type CrossFaultKey = (typeof CROSS_FAULT_KEYS)[number]

export interface CrossFault {
  readonly pointer: string
  readonly key: CrossFaultKey | FormFaultKey | CheckFaultKey
  readonly params: TextParams
}

/** Keys of the families that a definition names: what a definition can only know from outside. */
export interface KnownMembers {
  readonly criteria: readonly string[]
  readonly endpointKinds: readonly string[]
}

/** The form whose record says that a subject exists, and the items the product reads from it. */
const ENROLMENT_FORM = 'subjects'
const ENROLMENT_ITEMS = ['RFICDAT', 'ENRDAT', 'COHORT']

/** Faults of a definition whose shape is sound, each with its pointer, in the definition's order. */
export function crossFaults(
  definition: ProtocolDefinition,
  known: KnownMembers,
): readonly CrossFault[] {
  return [
    ...cohortFaults(definition),
    ...scheduleFaults(definition),
    ...formsFaults(definition),
    ...duplicates(definition.eligibility, '/eligibility', ({ key }) => key),
    ...criteriaFaults(definition, known),
    ...endpointFaults(definition, known),
    ...checkFaults(definition),
    ...namedFormFaults(definition),
    ...verificationFaults(definition),
  ]
}

function fault(pointer: string, key: CrossFaultKey, params: TextParams): CrossFault {
  return { pointer, key, params }
}

function duplicates<T>(
  members: readonly T[],
  pointer: string,
  keyOf: (member: T) => string,
): readonly CrossFault[] {
  const seen = new Set<string>()
  return members.flatMap((member, at) => {
    const key = keyOf(member)
    const twice = seen.has(key)
    seen.add(key)
    return twice ? [fault(`${pointer}/${at}`, 'definition.duplicateKey', { key })] : []
  })
}

function namedFormFaults(definition: ProtocolDefinition): readonly CrossFault[] {
  const keys = new Set(definition.forms.map(({ key }) => key))
  return reopenedForms(definition).flatMap((form, at) =>
    keys.has(form) ? [] : [fault(`/amendment/reopens/${at}`, 'definition.unknownForm', { form })],
  )
}

function cohortFaults({ cohorts }: ProtocolDefinition): readonly CrossFault[] {
  const keys = cohorts.map(({ key }) => key)
  return [
    ...duplicates(cohorts, '/cohorts', ({ key }) => key),
    ...cohorts.flatMap(({ expands }, at) =>
      expands === undefined || keys.includes(expands)
        ? []
        : [fault(`/cohorts/${at}/expands`, 'definition.unknownCohort', { cohort: expands })],
    ),
  ]
}

function scheduleFaults({ schedule, forms }: ProtocolDefinition): readonly CrossFault[] {
  const lists = [
    ...schedule.single.map((visit, at) => ({
      keys: visit.forms,
      pointer: `/schedule/single/${at}/forms`,
    })),
    ...schedule.repeating.map((line, at) => ({
      keys: line.forms,
      pointer: `/schedule/repeating/${at}/forms`,
    })),
    { keys: schedule.unscheduledForms, pointer: '/schedule/unscheduledForms' },
  ]
  const named = lists.flatMap(({ keys, pointer }) =>
    keys.flatMap((form, at) => {
      const found = forms.find((candidate) => candidate.key === form)
      const place = `${pointer}/${at}`
      if (found === undefined) return [fault(place, 'definition.unknownForm', { form })]
      if (found.scope === 'visit' || found.visitColumn === true) return []
      return [fault(place, 'definition.formNotAtVisits', { form })]
    }),
  )
  return [...duplicates(schedule.single, '/schedule/single', ({ visit }) => visit), ...named]
}

function formsFaults({ forms }: ProtocolDefinition): readonly CrossFault[] {
  const enrolment = forms.find((form) => form.key === ENROLMENT_FORM)
  const present = new Set(enrolment?.items.map((item) => item.key))
  const absent = ENROLMENT_ITEMS.filter((item) => !present.has(item))
  const files = forms.flatMap((form, at) => [
    ...(form.file === undefined ? [] : [{ file: form.file, pointer: `/forms/${at}/file` }]),
    ...(form.group === undefined
      ? []
      : [{ file: form.group.file, pointer: `/forms/${at}/group/file` }]),
  ])
  return [
    ...duplicates(forms, '/forms', ({ key }) => key),
    ...(absent.length === 0
      ? []
      : [fault('/forms', 'definition.noEnrolmentForm', { items: absent.join(', ') })]),
    ...files.flatMap(({ file, pointer }, at) =>
      files.findIndex((other) => other.file === file) === at
        ? []
        : [fault(pointer, 'definition.duplicateFile', { file })],
    ),
    ...forms.flatMap((form, at) =>
      formFaults(form).map((found) => ({ ...found, pointer: `/forms/${at}${found.pointer}` })),
    ),
  ]
}

function criteriaFaults(
  { criteria }: ProtocolDefinition,
  known: KnownMembers,
): readonly CrossFault[] {
  return [
    ...duplicates(criteria, '/criteria', ({ key }) => key),
    ...criteria.flatMap(({ key }, at) =>
      known.criteria.includes(key)
        ? []
        : [fault(`/criteria/${at}/key`, 'definition.unknownCriterion', { criterion: key })],
    ),
  ]
}

function endpointFaults(
  definition: ProtocolDefinition,
  known: KnownMembers,
): readonly CrossFault[] {
  const { endpoints } = definition
  return [
    ...duplicates(endpoints, '/endpoints', ({ id }) => id),
    ...endpoints.flatMap((endpoint, at) => [
      ...membershipFaults(endpoint, definition, known, `/endpoints/${at}`),
      ...dependencyFaults(endpoint, definition, `/endpoints/${at}`),
    ]),
  ]
}

function membershipFaults(
  endpoint: EndpointDefinition,
  { criteria }: ProtocolDefinition,
  known: KnownMembers,
  pointer: string,
): readonly CrossFault[] {
  const { kind, criteria: criterion } = endpoint
  const faults: CrossFault[] = []
  if (!known.endpointKinds.includes(kind)) {
    faults.push(fault(`${pointer}/kind`, 'definition.unknownEndpointKind', { kind }))
  }
  if (criterion !== null && !criteria.some(({ key }) => key === criterion)) {
    faults.push(fault(`${pointer}/criteria`, 'definition.criterionNotUsed', { criterion }))
  }
  return faults
}

/** What an endpoint needs beside it: the curve of a landmark, responders, a cohort that finds doses. */
function dependencyFaults(
  endpoint: EndpointDefinition,
  { endpoints, cohorts }: ProtocolDefinition,
  pointer: string,
): readonly CrossFault[] {
  const faults: CrossFault[] = []
  if (endpoint.kind === 'landmark') {
    const of = endpoints.find(({ id }) => id === endpoint.of)
    const params = { endpoint: endpoint.of }
    if (of === undefined) faults.push(fault(`${pointer}/of`, 'definition.unknownEndpoint', params))
    else if (of.kind !== 'time-to-event') {
      faults.push(fault(`${pointer}/of`, 'definition.endpointNotTimed', params))
    }
  }
  if (endpoint.population === 'RESP' && !endpoints.some(({ id }) => id === 'ORR')) {
    faults.push(fault(`${pointer}/population`, 'definition.noResponseRate', { id: endpoint.id }))
  }
  if (endpoint.population === 'DLT' && !cohorts.some(({ doseFinding }) => doseFinding)) {
    const params = { id: endpoint.id }
    faults.push(fault(`${pointer}/population`, 'definition.noDoseFindingCohort', params))
  }
  return faults
}
