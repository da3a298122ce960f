import { armsOf } from '../arms.ts'
import { ELEMENTS } from '../elements.ts'
import type { SdtmDomain } from '../define.ts'

const always = (): boolean => true

/** Trial arms: every arm goes through the same elements. */
export const ta: SdtmDomain = {
  key: 'TA',
  label: 'Trial Arms',
  class: 'TRIAL DESIGN',
  structure: 'One record per planned element per arm',
  keys: ['ARMCD', 'TAETORD'],
  fills: ['ELEMENT'],
  isFilledBy: always,
  design: (_study, { definition }) =>
    armsOf(definition).flatMap(({ code, name }) =>
      ELEMENTS.map(({ code: element, element: title, epoch, order }) => ({
        values: {
          ARMCD: code,
          ARM: name,
          TAETORD: order,
          ETCD: element,
          ELEMENT: title,
          TABRANCH: order === 1 ? `Assigned to ${name}` : null,
          EPOCH: epoch,
        },
      })),
    ),
}

/** How an element begins and ends. */
const RULES: Readonly<Record<string, { readonly start: string; readonly end: string }>> = {
  SCRN: {
    start: 'Informed consent',
    end: 'First dose of study treatment, or end of participation',
  },
  TRT: {
    start: 'First dose of study treatment',
    end: 'Day after the last dose, once the end of treatment is recorded',
  },
  FUP: {
    start: 'Day after the last dose, once the end of treatment is recorded',
    end: 'End of study participation or death',
  },
}

/** Trial elements: how each begins and ends. */
export const te: SdtmDomain = {
  key: 'TE',
  label: 'Trial Elements',
  class: 'TRIAL DESIGN',
  structure: 'One record per planned element',
  keys: ['ETCD'],
  fills: ['TEENRL'],
  isFilledBy: always,
  design: () =>
    ELEMENTS.map(({ code, element }) => ({
      values: {
        ETCD: code,
        ELEMENT: element,
        TESTRL: RULES[code]?.start ?? element,
        TEENRL: RULES[code]?.end ?? element,
      },
    })),
}

/** Trial inclusion and exclusion criteria of the version in use. */
export const ti: SdtmDomain = {
  key: 'TI',
  label: 'Trial Inclusion/Exclusion Criteria',
  class: 'TRIAL DESIGN',
  structure: 'One record per inclusion or exclusion criterion per protocol version',
  keys: ['IETESTCD', 'TIVERS'],
  fills: ['TIVERS'],
  isFilledBy: ({ eligibility }) => eligibility.length > 0,
  design: (_study, { definition }) =>
    definition.eligibility.map(({ key, kind, text }) => ({
      values: {
        IETESTCD: key,
        IETEST: text.en,
        IECAT: kind.toUpperCase(),
        TIVERS: definition.version,
      },
    })),
}
