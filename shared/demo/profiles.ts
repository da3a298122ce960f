import type { ProtocolDefinition } from '../protocol/define.ts'

/** A drug as it is given in a made-up course: planned dose, and the step to which it is reduced. */
export interface DemoDrug {
  readonly name: string
  readonly dose: number
  readonly reduced: number
  readonly unit: string
  readonly frequency: string
}

/** How made-up subjects of one protocol fare. Times in days. Not a claim about any drug. */
export interface DemoProfile {
  readonly sites: number
  /** Regimens by cohort key; `''` is the regimen where a cohort has none of its own. */
  readonly regimens: Readonly<Record<string, readonly DemoDrug[]>>
  readonly procedures: readonly string[]
  /** Share of subjects whose tumour shrinks by 30 % or more. */
  readonly responders: number
  readonly medianProgression: number
  readonly medianSurvivalAfter: number
}

const oral = (name: string, dose: number, frequency = 'QD'): DemoDrug => ({
  name,
  dose,
  reduced: dose / 2,
  unit: 'mg',
  frequency,
})
const infusion = (name: string, dose: number): DemoDrug => ({
  name,
  dose,
  reduced: 0,
  unit: 'mg',
  frequency: 'Q3W',
})

const TORIPALIMAB = infusion('TORIPALIMAB', 240)

const PROFILES: Readonly<Record<string, DemoProfile>> = {
  'donafenib-switch': {
    sites: 1,
    regimens: { '': [oral('DONAFENIB', 200, 'BID'), infusion('SINTILIMAB', 200)] },
    procedures: ['TACE', 'HAIC'],
    responders: 0.25,
    medianProgression: 170,
    medianSurvivalAfter: 200,
  },
  'toripalimab-donafenib': {
    sites: 3,
    regimens: {
      DL1: [oral('DONAFENIB', 100, 'BID'), TORIPALIMAB],
      '': [oral('DONAFENIB', 200, 'BID'), TORIPALIMAB],
    },
    procedures: [],
    responders: 0.3,
    medianProgression: 190,
    medianSurvivalAfter: 220,
  },
  'regorafenib-pd1': {
    sites: 1,
    regimens: { '': [oral('REGORAFENIB', 80), infusion('CAMRELIZUMAB', 200)] },
    procedures: [],
    responders: 0.3,
    medianProgression: 170,
    medianSurvivalAfter: 210,
  },
  'tace-systemic': {
    sites: 1,
    regimens: {
      'TACE+TKI': [oral('LENVATINIB', 8)],
      'TACE+ICI': [infusion('SINTILIMAB', 200)],
      '': [oral('DONAFENIB', 200, 'BID'), infusion('TISLELIZUMAB', 200)],
    },
    procedures: ['TACE', 'TACE', 'HAIC'],
    responders: 0.5,
    medianProgression: 200,
    medianSurvivalAfter: 260,
  },
  'lenvatinib-toripalimab': {
    sites: 1,
    regimens: { '': [oral('LENVATINIB', 12), TORIPALIMAB] },
    procedures: [],
    responders: 0.4,
    medianProgression: 250,
    medianSurvivalAfter: 250,
  },
}

/** The profile of a built-in protocol, or one made from the study drugs of any other definition. */
export function demoProfile(definition: ProtocolDefinition): DemoProfile {
  const known = PROFILES[definition.key]
  if (known !== undefined) return known
  const drugs = definition.conventions.studyDrugs ?? ['STUDY DRUG']
  return {
    sites: 1,
    regimens: { '': drugs.map((name) => oral(name, 100)) },
    procedures: [],
    responders: 0.3,
    medianProgression: 180,
    medianSurvivalAfter: 220,
  }
}
