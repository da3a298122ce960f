import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import type { CheckInput } from '../../../shared/checks/define.ts'
import { checkSubject } from '../../../shared/checks/gather-subject.ts'
import { factsOf, judgeAll } from '../../../shared/endpoints/collect-facts.ts'
import { deriveEndpoints } from '../../../shared/endpoints/derive-subject.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import { fileLayouts } from '../../../shared/trial/layout.ts'
import { toFilledForms } from '../../../shared/trial/to-records.ts'
import { afterAct, anyTurn, sourcesOf } from './typed-subject.ts'

const protocols = builtInFamilies.protocols.all

/** What checks ask about imputed dates, and what the whole derivation asks. */
function asked(definition: ProtocolDefinition, input: CheckInput) {
  const subject = checkSubject(definition, input, builtInFamilies)
  const { trial, timeline, families } = subject
  const judged = judgeAll(trial, definition, { timeline, source: 'investigator', families })
  const facts = factsOf(trial, definition, { timeline, judged, families })
  const { queries } = deriveEndpoints(definition, facts)
  return { byChecks: subject.derivation.queries, byDerivation: queries }
}

describe('DC-01 checks of imputed dates', () => {
  it.each(protocols)('$key: ask of the reference trial what its derivation asks', (definition) => {
    const folder = new URL(`../../golden/trials/${definition.key}`, import.meta.url).pathname
    const layouts = fileLayouts(definition)
    let queries = 0
    for (const subject of readTrialFolder(folder).subjects) {
      const records = toFilledForms(subject, layouts).map((form, at) => ({ ...form, id: `r${at}` }))
      const input = { subjid: subject.subjid, today: null, records }
      const { byChecks, byDerivation } = asked(definition, input)
      expect(byChecks).toEqual(byDerivation)
      queries += byDerivation.length
    }
    expect(queries).toBeGreaterThan(0)
  })

  it.each(protocols)('$key: ask what the derivation asks, whatever is typed', (definition) => {
    const sources = sourcesOf(definition)
    fc.assert(
      fc.property(fc.array(anyTurn, { minLength: 1, maxLength: 10 }), (turns) => {
        const states = [sources.start]
        for (const act of turns.flat()) states.push(afterAct(states, act, sources))
        const { byChecks, byDerivation } = asked(definition, states.at(-1) ?? sources.start)
        expect(byChecks).toEqual(byDerivation)
      }),
      { numRuns: 25 },
    )
  })
})
