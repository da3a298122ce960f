import { analyse as analyseTrial } from '../../../shared/endpoints/analyse.ts'
import type { Analysis, ResponseSource } from '../../../shared/endpoints/results.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { IsoDate } from '../../../shared/kernel/brand.ts'
import { parseDay, toIsoDate } from '../../../shared/kernel/dates.ts'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import type { Trial } from '../../../shared/trial/trial.ts'
import type { Command, Invocation } from '../command.ts'
import { UsageError } from '../fault.ts'
import { definitionOf, trialFromFolder } from '../folder.ts'
import { withPresentStore } from '../open-store.ts'
import { loadStudy } from '../study.ts'
import { analysisSummary } from '../summary.ts'
import { unlockedLines } from '../unlocked.ts'

/** Prints the analysis of a study, or of a folder without any database. */
export const analyse: Command = {
  name: 'analyse',
  usage:
    'analyse --study ID | --protocol KEY --from DIR [--cutoff DATE] [--source investigator|derived] [--json]',
  about: 'prints the analysis: a readable summary, or the analysis JSON',
  options: {
    study: { type: 'string' },
    protocol: { type: 'string' },
    from: { type: 'string' },
    cutoff: { type: 'string' },
    source: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(invocation) {
    const cutoff = cutoffOf(invocation.value('cutoff'))
    const source = sourceOf(invocation.value('source'))
    const { trial, definition, unlocked } = await input(invocation)
    const analysis = analyseTrial(
      trial,
      definition,
      { source, ...(cutoff === null ? {} : { cutoff }) },
      builtInFamilies,
    )
    print(invocation, analysis, { definition, unlocked })
  },
}

interface Input {
  readonly trial: Trial
  readonly definition: ProtocolDefinition
  /** Of a study: which locks were released, a sentence each. */
  readonly unlocked: readonly string[]
}

async function input(invocation: Invocation): Promise<Input> {
  const study = invocation.value('study')
  const protocol = invocation.value('protocol')
  const from = invocation.value('from')
  if (study !== undefined && protocol === undefined && from === undefined) {
    return withPresentStore(invocation, async (store) => {
      const loaded = await loadStudy(store, study)
      return { ...loaded, unlocked: await unlockedLines(store, loaded.studyId) }
    })
  }
  if (study === undefined && protocol !== undefined && from !== undefined) {
    const definition = definitionOf(protocol)
    return { definition, trial: trialFromFolder(from, definition), unlocked: [] }
  }
  throw new UsageError('Give either --study ID, or --protocol KEY and --from DIR.')
}

interface Printed {
  readonly definition: ProtocolDefinition
  readonly unlocked: readonly string[]
}

function print(
  invocation: Invocation,
  analysis: Analysis,
  { definition, unlocked }: Printed,
): void {
  if (invocation.flag('json')) invocation.print(`${JSON.stringify(analysis)}\n`)
  else {
    invocation.print(analysisSummary(analysis, definition))
    for (const line of unlocked) invocation.print(`${line}\n`)
  }
}

function cutoffOf(text: string | undefined): IsoDate | null {
  if (text === undefined) return null
  const day = parseDay(text)
  if (day === null) throw new UsageError(`--cutoff is no complete date (YYYY-MM-DD): ${text}`)
  return toIsoDate(day)
}

function sourceOf(text: string | undefined): ResponseSource {
  if (text === undefined || text === 'investigator') return 'investigator'
  if (text === 'derived') return 'derived'
  throw new UsageError(`--source is investigator or derived, not ${text}.`)
}
