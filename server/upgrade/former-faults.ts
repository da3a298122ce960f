import { plainName } from '../../db/bulk-load.ts'
import type { UpgradeSession } from '../../db/original.ts'
import { tableShapes } from '../../db/table-shapes.ts'
import { verifyState, type VerifyReport } from '../audit/verify.ts'

/** The check of trail and data, and of the database itself, inside the transaction of an upgrade. */
export async function checkState(session: UpgradeSession): Promise<VerifyReport> {
  const state = await verifyState({ t: session.tables }, session.queries)
  const broken = (await session.integrityFaults()).map((message) => ({
    kind: 'database' as const,
    message,
  }))
  return { ...state, faults: [...broken, ...state.faults] }
}

/**
 * The same check before the steps are taken. It knows the present schema alone: for its time, views of this
 * connection stand before what the former schema lacks, with nothing in it.
 */
export async function checkFormerState(session: UpgradeSession): Promise<VerifyReport> {
  const made = await fillGaps(session)
  const report = await checkState(session)
  for (const name of made) await session.execute(`drop view "${name}"`)
  return report
}

async function fillGaps(session: UpgradeSession): Promise<readonly string[]> {
  const present = await session.columns()
  const made: string[] = []
  for (const { name, columns } of tableShapes()) {
    const held = present.get(name)
    if (held !== undefined && columns.every((column) => held.has(column.name))) continue
    const shown = columns.map((column) =>
      held?.has(column.name) === true
        ? `"${plainName(column.name)}"`
        : `cast(null as ${column.kind}) as "${plainName(column.name)}"`,
    )
    const from =
      held === undefined
        ? 'where 1 = 0'
        : `from "${plainName(session.schema)}"."${plainName(name)}"`
    await session.execute(
      `create temporary view "${plainName(name)}" as select ${shown.join(', ')} ${from}`,
    )
    made.push(name)
  }
  return made
}
