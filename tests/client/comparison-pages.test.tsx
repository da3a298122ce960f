import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CohortsPage } from '../../client/report-endpoints/cohorts-page.tsx'
import { SensitivityPage } from '../../client/report-endpoints/sensitivity-page.tsx'
import { builtInFamilies } from '../../shared/families.ts'
import type { IsoDate } from '../../shared/kernel/brand.ts'
import { protocols } from '../../shared/protocol/registry.ts'
import { buildReport } from '../../shared/report/build-report.ts'
import { isOfCohorts, isOfSensitivity, onlyParts } from '../../shared/report/page-parts.ts'
import { toReportSubject } from '../../shared/report/report-subject.ts'
import { sensitivityPlaces } from '../../shared/report/sensitivity-tables.ts'
import { outcomesOf } from '../../shared/sensitivity/outcomes.ts'
import { differingSubjects } from '../../shared/sensitivity/compare.ts'
import { derivePlans } from '../../shared/sensitivity/derive-plans.ts'
import { sensitivityPlans } from '../../shared/sensitivity/plans.ts'
import type { TrialSubject } from '../../shared/trial/trial.ts'
import { draw } from './rendering.tsx'
import { session } from './subject-server.ts'
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const cutoff = '2024-12-31' as IsoDate

/** Never dosed: counted among the enrolled, not in the safety set. */
function enrolledOnly(subjid: string): TrialSubject {
  const consent = { SUBJID: subjid, RFICDAT: '2024-01-02', ENRDAT: '2024-01-10' }
  return { subjid, files: { subjects: [consent] } }
}

/** Answers as the server would; gives what was asked of the page of cohorts, and of proofs. */
function serving(protocol: string, isShown = isOfCohorts): readonly URL[] {
  const asked: URL[] = []
  const definition = protocols.get(protocol)
  const study = {
    ...{ id: 's', title: definition.title, protocol, plannedSubjects: 50, enrolled: 1 },
    ...{ environment: 'production', roles: ['statistician'], definition },
    ...{ definitionVersion: '1', definitionHash: 'x' },
    sites: [],
  }
  const trial = [enrolledOnly('1001')]
  const plans = sensitivityPlans(definition, 'investigator')
  const subjects = trial.map((one) => derivePlans(one, plans, cutoff, builtInFamilies))
  const options = { cutoff, source: 'investigator', definition, described: 'ENR' } as const
  const wish = { ...options, families: builtInFamilies, sensitivity: { plans, subjects } }
  const facts = trial.flatMap(
    (one) => toReportSubject(one, definition, options, builtInFamilies) ?? [],
  )
  const differing = (query: URLSearchParams): unknown => {
    const [variant, outcome] = [String(query.get('variant')), String(query.get('outcome'))]
    return {
      cutoff,
      outcome: plans.outcomes.find(({ endpoint }) => endpoint.id === outcome)?.endpoint.label,
      variant: plans.variants.find(({ key }) => key === variant)?.label,
      subjects: differingSubjects({ plans, subjects }, { variant, outcome }),
    }
  }
  const report = buildReport(facts, wish)
  const answers: Readonly<Record<string, (query: URLSearchParams) => unknown>> = {
    '/api/session': () => session('statistician'),
    '/api/studies/s': () => study,
    '/api/studies/s/sensitivity': () => ({
      report: onlyParts(report, isOfSensitivity),
      places: sensitivityPlaces({ plans }),
    }),
    '/api/studies/s/sensitivity/subjects': differing,
    '/api/studies/s/cohorts': () => ({ report: onlyParts(report, isShown) }),
  }
  const answer = ({ pathname, searchParams }: URL): unknown =>
    answers[pathname]?.(searchParams) ?? []
  vi.stubGlobal('fetch', (text: string) => {
    const url = new URL(text, 'http://localhost')
    if (/\/(cohorts|proof)$/u.test(url.pathname)) asked.push(url)
    return Promise.resolve(
      new Response(JSON.stringify(answer(url)), {
        headers: { 'Content-Type': 'application/json' },
      }),
    )
  })
  return asked
}

const route = '/studies/:study/page'
const address = '/studies/s/page'

describe('the page of sensitivity', () => {
  it('marks what differs, and opens who differs with both values and the way to the record', async () => {
    serving('donafenib-switch')
    await draw(<SensitivityPage />, 'en', { route, address })
    const [row] = await screen.findAllByRole('row', { name: /Safety set \(treated subjects\)/ })
    if (row === undefined) throw new Error('no row')
    expect(within(row).getByText('≠ differs')).toBeDefined()
    fireEvent.click(within(row).getByRole('link', { name: '1' }))
    const subject = await screen.findByRole('link', { name: '1001' })
    expect(subject.getAttribute('href')).toBe('/studies/s/subjects/1001')
    expect(screen.getByText('does not meet it')).toBeDefined()
    expect(screen.getByText('not counted')).toBeDefined()
    expect(document.activeElement?.textContent).toContain('Subjects that differ')
    fireEvent.click(screen.getByRole('button', { name: 'Close the list' }))
    expect(screen.queryByRole('link', { name: '1001' })).toBeNull()
  })

  it("R3: opens the proof of the protocol's value, at the cut-off of the page", async () => {
    const asked = serving('donafenib-switch')
    const at = `${address}?outcome=ORR&variant=population-saf`
    await draw(<SensitivityPage />, 'en', { route, address: at })
    const why = await screen.findByRole('button', { name: 'Why?' })
    fireEvent.click(why)
    await waitFor(() => {
      expect(asked).toHaveLength(1)
    })
    expect(asked[0]?.pathname).toContain('/subjects/1001/')
    expect(Object.fromEntries(asked[0]?.searchParams ?? [])).toMatchObject({
      ...{ fact: 'endpoint/ORR', cutoff },
    })
    expect(
      screen.getByText("How the value of the protocol's own analysis came about:"),
    ).toBeDefined()
    fireEvent.click(screen.getByRole('button', { name: 'Close' }))
    expect(screen.queryByText(/came about/u)).toBeNull()
  })

  it('has no proof of a snapshot, whose records may have changed since', async () => {
    serving('donafenib-switch')
    const at = `${address}?outcome=ORR&variant=population-saf&snapshot=x1`
    await draw(<SensitivityPage />, 'en', { route, address: at })
    expect(await screen.findByRole('link', { name: '1001' })).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Why?' })).toBeNull()
    expect(
      screen.getByText(/no proofs: a proof leads to the records as they are now/),
    ).toBeDefined()
  })

  it('says why an outcome that the protocol does not have is not proved', async () => {
    serving('donafenib-switch')
    const definition = builtInFamilies.protocols.get('donafenib-switch')
    const added = outcomesOf(definition).find(({ own }) => !own)?.endpoint.id
    expect(added).toBeDefined()
    const at = `${address}?outcome=${added ?? ''}&variant=population-saf`
    await draw(<SensitivityPage />, 'zh', { route, address: at })
    expect(await screen.findByText(/该结局不是方案规定的终点/)).toBeDefined()
    expect(screen.queryByText(/快照中的记录/)).toBeNull()
  })

  it('says what the protocol cannot vary', async () => {
    serving('donafenib-switch')
    await draw(<SensitivityPage />, 'zh', { route, address })
    expect(
      await screen.findByText(/未作变化：疗效评价标准（方案仅按mRECIST评价疗效）/),
    ).toBeDefined()
  })
})

describe('the page of cohorts and subgroups', () => {
  it('adjusts for what is ticked, in the address; a snapshot is asked for by its id', async () => {
    // The tables alone: figures take their time to draw.
    const asked = serving('tace-systemic', ({ key }) => key.startsWith('hazard-'))
    await draw(<CohortsPage />, 'en', { route, address: `${address}?snapshot=x1` })
    const box = await screen.findByRole('checkbox', { name: /^AFP/ })
    expect(box).toHaveProperty('checked', true)
    expect(screen.getByRole('checkbox', { name: /^Sex/ })).toHaveProperty('checked', false)
    expect(asked.at(-1)?.searchParams.get('snapshot')).toBe('x1')
    expect(asked.at(-1)?.searchParams.has('adjust')).toBe(false)
    fireEvent.click(box)
    await waitFor(() => {
      expect(asked.at(-1)?.searchParams.get('adjust')).toBe('AGE,ECOG,CHILD-PUGH,PVTT,EXTRAHEP')
    })
    fireEvent.click(screen.getByRole('button', { name: 'As usual again' }))
    expect(screen.getByRole('checkbox', { name: /^AFP/ })).toHaveProperty('checked', true)
    expect(screen.queryByRole('button', { name: 'As usual again' })).toBeNull()
  })

  it.each([
    ['tace-systemic', /were not randomised\. Differences/],
    ['toripalimab-donafenib', /reads its cohorts one by one/],
    ['donafenib-switch', /has no cohorts to compare/],
  ] as const)('says of %s what may be concluded', async (protocol, note) => {
    serving(protocol)
    await draw(<CohortsPage />, 'en', { route, address })
    expect(await screen.findByText(note)).toBeDefined()
    expect(await screen.findByText(/Demographics and baseline characteristics/)).toBeDefined()
  })
})
