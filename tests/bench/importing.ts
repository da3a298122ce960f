import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { findStudy } from '../../server/cli/study.ts'
import {
  formatInput,
  offeredFormats,
  serverFormats,
  writeFormat,
} from '../../server/exporting/service.ts'
import { createDefinitions } from '../../server/studies/service.ts'
import { systemActor } from '../../server/http/actor.ts'
import { importFolder, loadFolder } from '../../server/importing/service.ts'
import { builtInFamilies } from '../../shared/families.ts'
import { megabytes, perSecond, timed, type Figure, type Took } from './figure.ts'
import { openBenchStore } from './http-servers.ts'
import { inFolder, madeUpTrial, writeFolder } from './made-up-trial.ts'

const SUBJECTS = 500
const STUDY = 'bench'

/** A folder into the database with every record's audit entry, and out again. */
export async function benchImporting(): Promise<readonly Figure[]> {
  return inFolder(async (folder) => {
    const from = path.join(folder, 'trial')
    const made = madeUpTrial(SUBJECTS, true)
    const { rows } = writeFolder(made, from)
    const dataDir = path.join(folder, 'data')
    const store = await openBenchStore(dataDir)
    const actor = systemActor({ part: 'bench', studyId: null })
    const { definition } = made
    const checked = await timed(() => loadFolder(from, definition))
    if (checked.result.faults.length > 0) throw new Error('The folder has faults.')
    const { trial } = checked.result
    const imported = await timed(() =>
      importFolder(store, actor, { studyKey: STUDY, definition, trial, environment: 'test' }),
    )
    const exported = await timed(async () => {
      const study = await findStudy(store, STUDY)
      const services = { store, families: builtInFamilies, definitions: createDefinitions(store) }
      const input = await formatInput(services, actor, {
        ...{ study, sites: { kind: 'all' }, snapshot: null, profile: 'full', language: 'en' },
      })
      const [format] = offeredFormats(builtInFamilies.exports, serverFormats)
      if (format?.key !== 'csv') throw new Error('The first format is CSV.')
      const reason = { purpose: 'Bench' }
      return writeFormat(actor, { format, input, reason }, path.join(folder, 'out'))
    })
    await store.close()
    const file = path.join(dataDir, 'hepatrial.sqlite')
    const size = existsSync(file) ? `, database ${megabytes(statSync(file).size)}` : ''
    const rate = ({ wall, cpu }: Took): string =>
      `${perSecond(rows / wall)} rows (${perSecond(rows / cpu)} of processor time)`
    const count = `${rows.toLocaleString('en-US')} rows of ${SUBJECTS} subjects`
    return [
      { what: `Checking a folder: ${count}`, measured: rate(checked.took) },
      {
        what: `Import of the same: ${imported.result.records.toLocaleString('en-US')} records, each with its audit entry`,
        measured: `${rate(imported.took)}${size}`,
      },
      { what: 'CSV export of the same from the database', measured: rate(exported.took) },
    ]
  })
}
