import { describe, expect, it } from 'vitest'
import { findProblems } from '../../../../server/exporting/datasets/find-problems.ts'
import { generateTrial } from '../../../../shared/demo/generate-trial.ts'
import type { DatasetProblem } from '../../../../shared/exports/datasets/define.ts'
import { builtInFamilies } from '../../../../shared/families.ts'
import type { IsoDate } from '../../../../shared/kernel/brand.ts'
import { parseDay } from '../../../../shared/kernel/dates.ts'
import type { Trial } from '../../../../shared/trial/trial.ts'
import { inputOf } from '../support/input-of.ts'

const { criteria, protocols } = builtInFamilies

/** A study of a protocol, every form of it filled. */
function madeTrial(definition: (typeof protocols.all)[number]): Trial {
  const until = parseDay('2026-06-01')
  if (until === null) throw new Error('no date')
  return generateTrial({ definition, criteria, subjects: 12, seed: 'made', until, everyForm: true })
}

async function problemsAt(
  trial: Trial,
  definition: (typeof protocols.all)[number],
  cutoff: string,
): Promise<readonly DatasetProblem[]> {
  const found: DatasetProblem[] = []
  const more = { cutoff: cutoff as IsoDate, countryOf: () => 'CHN' }
  for await (const { problems } of findProblems(inputOf(trial, definition, more), {
    transport: true,
    trace: false,
  })) {
    found.push(...problems)
  }
  return found
}

describe.each(protocols.all)('a made study of $key', (definition) => {
  const trial = madeTrial(definition)

  it.each(['2026-06-01', '2025-09-15', '2025-03-01'])(
    'EX-05: breaks no conformance rule at %s, and its problems are named in both languages',
    async (cutoff) => {
      const problems = await problemsAt(trial, definition, cutoff)
      const errors = problems.filter(({ severity }) => severity === 'error')
      expect(errors.map(({ rule, subjid, message }) => [rule, subjid, message.en])).toEqual([])
      for (const { message } of problems) {
        expect(message.en).not.toMatch(/undefined|\bnull\b/)
        expect(message.zh).toMatch(/[\u4e00-\u9fff]/)
      }
    },
  )
})
