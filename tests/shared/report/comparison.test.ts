import { describe, expect, it } from 'vitest'
import { plainHazards } from '../../../shared/comparison/hazards.ts'
import { analyse } from '../../../shared/endpoints/analyse.ts'
import { ageAtConsent } from '../../../shared/forms/age.ts'
import type { EndpointDefinition } from '../../../shared/endpoints/define.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { createRegistry } from '../../../shared/kernel/registry.ts'
import { formatShare } from '../../../shared/kernel/shown-number.ts'
import { cohortHazardTables } from '../../../shared/report/cohort-hazards.ts'
import type { ReportFigure, ReportMember, ReportTable } from '../../../shared/report/define.ts'
import { forestFigures } from '../../../shared/report/forest-figures.ts'
import { kaplanMeierFigures } from '../../../shared/report/kaplan-meier-figures.ts'
import { timeToEventTables } from '../../../shared/report/time-to-event-tables.ts'
import type { Trial } from '../../../shared/trial/trial.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { figureOf, partsOf, reportOf, shownRow, shownRows, tableOf } from './made-report.ts'

const definition = builtInFamilies.protocols.get('tace-systemic')
const golden = readTrialFolder(
  new URL('../../golden/trials/tace-systemic', import.meta.url).pathname,
)
const STAGES = ['A', 'B', 'C'] as const

/** The reference trial with a baseline form for each subject. */
const trial: Trial = {
  subjects: golden.subjects.map((subject, at) => ({
    ...subject,
    files: {
      ...subject.files,
      baseline: [
        {
          ...{ SUBJID: subject.subjid, BCLC: STAGES[at % 3] ?? 'A', ECOG101: String(at % 2) },
          ...{ CPS0107: at % 5 === 0 ? 'B' : 'A', PVTT: at % 3 === 0 ? 'VP3' : 'NONE' },
          ...{ EXTRAHEP: at % 4 === 0 ? 'Y' : 'N', AFP: at % 7 === 0 ? '' : String(at * 20) },
        },
      ],
    },
  })),
}
/** A partial date of birth may leave two ages, one on each side of 65. */
function isOpen(age: string): boolean {
  const sides = age.split('–').map((one) => (one === '' ? 'none' : Number(one) >= 65))
  return sides.includes('none') || new Set(sides).size > 1
}

const COHORTS = definition.cohorts.map(({ key }) => key)

/** Whatever compares cohorts. */
const members = createRegistry<ReportMember>('part', [
  timeToEventTables,
  kaplanMeierFigures,
  cohortHazardTables,
  forestFigures,
])

describe('hazard ratios between cohorts in the report', () => {
  const report = reportOf(trial, definition)
  const whole = analyse(trial, definition)
  const pfs = whole.endpoints.find(({ id, cohort }) => id === 'PFS' && cohort === null)
  const times = pfs?.kind === 'time-to-event' ? (pfs.subjects ?? []) : []

  it('are those of the times of the analysis, against the first cohort', () => {
    const { cohorts } = plainHazards(times, { cohorts: COHORTS, level: 0.95 })
    const [reference, second] = shownRows(report, 'hazard-pfs')
    const [first, other] = cohorts
    if (first === undefined) throw new Error('no cohort')
    expect(reference?.slice(0, 4)).toEqual([
      ...[COHORTS[0], `${first.events}/${first.n}`, 'reference', ''],
    ])
    const estimate = other?.estimate
    if (estimate?.kind !== 'finite') throw new Error('not finite')
    expect(second?.[2]).toBe(estimate.hr.toFixed(2))
    expect(second?.[3]).toBe(`${estimate.lower.toFixed(2)} – ${estimate.upper.toFixed(2)}`)
  })

  it('say how many were left out of the adjusted model, by what it is adjusted, and how thin it is', () => {
    const { footnotes } = tableOf(report, 'hazard-pfs')
    const missing = trial.subjects.filter(
      ({ files }) =>
        files['baseline']?.[0]?.['AFP'] === '' ||
        isOpen(ageAtConsent(files['subjects']?.[0] ?? {})?.value ?? ''),
    )
    const enrolled = new Set(times.map(({ subject }) => subject))
    const left = missing.filter(({ subjid }) => enrolled.has(subjid)).length
    expect(left).toBeGreaterThan(0)
    expect(footnotes.map(({ en }) => en).join(' ')).toContain(`${left} left out`)
    const rows = shownRows(report, 'hazard-pfs').map(([label]) => label)
    expect(rows).toContain('AFP, ng/mL: 400 or higher (reference: Under 400)')
    expect(rows).toContain('Portal-vein invasion: Yes (reference: No)')
  })

  it.each(['hazard-pfs', 'hazard-os'])('say that cohorts are not randomised: %s', (key) => {
    const notes = tableOf(report, key).footnotes
    expect(notes[0]?.en).toContain('not randomised')
    expect(notes[0]?.zh).toContain('并非随机分组')
  })

  it('stand below the curves by cohort with the log-rank test', () => {
    const notes = figureOf(report, 'curve-pfs-by-cohort').footnotes.map(({ en }) => en).join(' ') // prettier-ignore
    expect(notes).toContain('Log-rank between cohorts')
    expect(notes).toContain('Hazard ratios against TACE+TKI')
    const pooled = figureOf(report, 'curve-pfs')
      .footnotes.map(({ en }) => en)
      .join(' ')
    expect(pooled).not.toContain('Hazard')
  })

  it('are not adjusted where nobody has the characteristics, and say so', () => {
    const bare = trial.subjects.map((subject) => {
      const known = Object.entries(subject.files['subjects']?.[0] ?? {})
      const rest = Object.fromEntries(
        known.filter(([name]) => name !== 'SEX' && name !== 'BRTHDAT'),
      )
      return { ...subject, files: { ...subject.files, subjects: [rest], baseline: [] } }
    })
    const { footnotes } = tableOf(
      reportOf({ subjects: bare }, definition, { members }),
      'hazard-pfs',
    )
    expect(footnotes.map(({ en }) => en).join(' ')).toContain(
      'No adjusted ratios: no subject has a value of any',
    )
  })

  it('have no number where a cohort has no event, and say why', () => {
    const quiet = trial.subjects.map((subject) => {
      const cohort = subject.files['subjects']?.[0]?.['COHORT']
      const files =
        cohort === COHORTS[1]
          ? { ...subject.files, deaths: [], survival: [], disposition: [] }
          : subject.files
      return { ...subject, files }
    })
    const made = reportOf({ subjects: quiet }, definition, { members })
    const row = shownRow(made, 'hazard-os', COHORTS[1] ?? '')
    expect(row.slice(0, 2)).toEqual([expect.stringMatching(/^0\//), 'not estimable'])
    expect(shownRows(made, 'hazard-os').flat().join(' ')).not.toMatch(/NaN|Infinity/)
    const { footnotes } = tableOf(made, 'hazard-os')
    expect(footnotes.map(({ en }) => en).join(' ')).toContain('likelihood then has no maximum')
  })

  it('are nowhere where the protocol compares no cohorts, or has none', () => {
    for (const key of ['toripalimab-donafenib', 'donafenib-switch']) {
      const folder = new URL(`../../golden/trials/${key}`, import.meta.url).pathname
      const made = reportOf(readTrialFolder(folder), builtInFamilies.protocols.get(key), {
        members,
      })
      expect(partsOf(made).filter((part) => part.key.startsWith('hazard-'))).toEqual([])
      const forests = partsOf(made).filter((part) => part.key.startsWith('forest-'))
      expect(forests.map((part) => part.key)).toEqual(['forest-orr'])
    }
  })
})

describe('curves by cohort', () => {
  const words = (part: ReportFigure | ReportTable): string =>
    part.footnotes.map(({ en, zh }) => `${en} ${zh}`).join('\n')

  it('P4: say the landmark rates of each cohort, as the analysis has them', () => {
    const landmark: EndpointDefinition = {
      ...{ id: 'OS12', kind: 'landmark', label: { en: 'OS at 12 months', zh: '12个月OS率' } },
      ...{ population: 'ENR', criteria: null, timeFrameMonths: 12 },
      ...{ of: 'OS', months: 12, report: 'survival' },
    }
    const more = { ...definition, endpoints: [...definition.endpoints, landmark] }
    const notes = words(figureOf(reportOf(golden, more, { members }), 'curve-os-by-cohort'))
    const rates = analyse(golden, more).endpoints.flatMap((row) =>
      row.kind === 'landmark' && row.cohort !== null
        ? [`${row.cohort} ${formatShare(row.km.estimate)} (`]
        : [],
    )
    expect(rates).toHaveLength(3)
    for (const rate of rates) expect(notes).toContain(rate)
  })

  it('P4: say who has no cohort and takes no part', () => {
    let emptied = 0
    const subjects = golden.subjects.map((subject) => {
      const [row] = subject.files['subjects'] ?? []
      if (emptied > 0 || row?.['COHORT'] !== 'TACE+ICI') return subject
      emptied += 1
      return { ...subject, files: { ...subject.files, subjects: [{ ...row, COHORT: '' }] } }
    })
    const report = reportOf({ subjects }, definition, { members })
    const curves = figureOf(report, 'curve-pfs-by-cohort')
    const drawn = curves.plot.kind === 'kaplan-meier' ? curves.plot.curves : []
    expect(drawn.reduce((sum, { n }) => sum + n, 0)).toBe(curves.population.n - 1)
    const parts = [
      curves,
      tableOf(report, 'hazard-pfs'),
      figureOf(report, 'forest-pfs-tace-ici'),
    ] as const
    for (const part of parts) {
      expect(words(part), part.key).toContain('1 subject has no cohort and takes no part here.')
      expect(words(part), part.key).toContain('另有1例无队列信息')
    }
    const censored = /Censored: (.*)\./.exec(words(curves))?.[1] ?? ''
    const counts = [...censored.matchAll(/\((\d+)\)/g)].map(([, n]) => Number(n))
    const inCurves = drawn.flatMap(({ steps }) => steps.map(({ nCensor }) => nCensor))
    const sum = (numbers: readonly number[]): number => numbers.reduce((all, n) => all + n, 0)
    expect(sum(counts)).toBe(sum(inCurves))
  })

  it('P4: have no test between the responders of cohorts, and none without saying that nobody was randomised', () => {
    const duration: EndpointDefinition = {
      ...{
        id: 'DOR',
        kind: 'time-to-event',
        label: { en: 'Duration of response', zh: '缓解持续时间' },
      },
      ...{ population: 'ENR', criteria: 'mRECIST', timeFrameMonths: 24 },
      ...{ origin: 'response', events: ['progression', 'death'] },
      censorAt: 'last-evaluable-assessment',
    }
    const endpoints = [...definition.endpoints, duration]
    const report = reportOf(golden, { ...definition, endpoints }, { members })
    for (const part of [tableOf(report, 'time-dor'), figureOf(report, 'curve-dor-by-cohort')]) {
      expect(words(part), part.key).not.toMatch(/log-rank|hazard/i)
    }
    // Where one cohort alone has responders, its curve is named by the title.
    const subjects = golden.subjects.map((one) =>
      one.files['subjects']?.[0]?.['COHORT'] === 'TACE+ICI'
        ? one
        : { ...one, files: { ...one.files, responses: [], measurements: [], lesions: [] } },
    )
    const alone = reportOf({ subjects }, { ...definition, endpoints }, { members })
    const { title } = figureOf(alone, 'curve-dor-by-cohort')
    expect(title.en).toBe('Duration of response [DOR], TACE+ICI alone')
    expect(title.zh).toContain('仅TACE+ICI')
    expect(figureOf(report, 'curve-dor-by-cohort').title.en).toContain('by cohort')
    for (const part of [tableOf(report, 'time-pfs'), figureOf(report, 'curve-pfs-by-cohort')]) {
      expect(words(part), part.key).toMatch(/Log-rank between cohorts[^]*not randomised/)
      expect(words(part), part.key).not.toContain('no cohort')
    }
  })
})

describe('forest plots by subgroup', () => {
  const report = reportOf(trial, definition)
  const rowsOf = (key: string) => {
    const { plot } = figureOf(report, key)
    if (plot.kind !== 'forest') throw new Error('no forest')
    return plot.rows
  }

  it('have each rate of the analysis of that subgroup alone', () => {
    const parts = [
      ['ALL', () => true],
      ['BCLC-in', (row: Record<string, string>) => row['BCLC'] === 'C'],
      ['AFP-out', ({ AFP = '' }: Record<string, string>) => AFP !== '' && Number(AFP) < 400],
    ] as const
    for (const [key, keep] of parts) {
      const subjects = trial.subjects.filter(({ files }) => keep(files['baseline']?.[0] ?? {}))
      const { endpoints } = analyse({ subjects }, definition, { cutoff: report.cutoff })
      const orr = endpoints.find(({ id, cohort }) => id === 'ORR' && cohort === null)
      const { estimate, lower, upper, counts } = rowsOf('forest-orr').find((row) => row.key === key) ?? expect.fail(key) // prettier-ignore
      expect(orr).toMatchObject({ estimate, lower, upper })
      if (orr?.kind === 'proportion') expect(counts).toBe(`${orr.n}/${orr.N}`)
    }
  })

  it('have for all subjects the ratio of the table, and both sides of each characteristic', () => {
    const rows = rowsOf('forest-pfs-tace-ici')
    const shown = shownRow(report, 'hazard-pfs', 'TACE+ICI')
    expect(rows[0]?.estimate?.toFixed(2)).toBe(shown[1])
    const keys = rows.map(({ key }) => key)
    expect(keys).toEqual(expect.arrayContaining(['ECOG', 'ECOG-in', 'ECOG-out', 'AFP-in']))
    const afp = rows.filter(({ key }) => key.startsWith('AFP-')).reduce((sum, { n }) => sum + n, 0)
    expect(afp).toBeLessThan(rows[0]?.n ?? 0)
    expect(rows.find(({ key }) => key === 'ECOG')?.note?.en).toMatch(/^p (=|<) 0\.\d{3}$/)
  })

  it('are empty of nobody, and say so', () => {
    const none = reportOf({ subjects: [] }, definition)
    const plot = figureOf(none, 'forest-orr').plot
    expect(plot).toMatchObject({ kind: 'forest', rows: [] })
  })
})
