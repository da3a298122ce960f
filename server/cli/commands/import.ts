import { holdsTestData, importFolder, type ImportCount } from '../../importing/service.ts'
import { ENVIRONMENTS, type Environment } from '../../../shared/environment/test-mark.ts'
import { COUNTRIES } from '../../../shared/kernel/countries.ts'
import { mailSettings } from '../../mail/service.ts'
import type { Command } from '../command.ts'
import { cliActor } from '../actor.ts'
import { UsageError } from '../fault.ts'
import { definitionOf, trialFromFolder } from '../folder.ts'
import { withStore } from '../open-store.ts'

/** Imports a trial-CSV folder into a new or an existing study, all or nothing. */
export const importCommand: Command = {
  name: 'import',
  usage:
    'import --study ID --protocol KEY --from DIR [--environment test] [--country CHN] [--no-notices] [--dry-run]',
  about: 'imports a folder in the trial-CSV layout, all or nothing, every record audited',
  options: {
    study: { type: 'string', required: true },
    protocol: { type: 'string', required: true },
    from: { type: 'string', required: true },
    environment: { type: 'string' },
    country: { type: 'string' },
    'no-notices': { type: 'boolean' },
    'dry-run': { type: 'boolean' },
  },
  async run(invocation) {
    const study = invocation.value('study') ?? ''
    const definition = definitionOf(invocation.value('protocol') ?? '')
    const country = countryOf(invocation.value('country'))
    const environment = environmentOf(invocation.value('environment'))
    const from = invocation.value('from') ?? ''
    const trial = trialFromFolder(from, definition)
    await withStore(invocation, async (store) => {
      const count = await importFolder(store, cliActor(), {
        studyKey: study,
        definition,
        trial,
        environment,
        testData: holdsTestData(from),
        ...(country === undefined ? {} : { country }),
        notices: invocation.flag('no-notices') ? 'none' : 'given',
        sendsMail: mailSettings(process.env) !== null,
        dryRun: invocation.flag('dry-run'),
        progress: (done, of) => {
          if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${of} subjects`)
        },
      })
      if (process.stderr.isTTY) process.stderr.write('\n')
      const told = invocation.flag('no-notices') ? 'No notices were given.' : noticesText(count)
      const what = `${count.subjects} subjects, ${count.rows} rows, ${count.records} records`
      const found = `${count.firings} edit checks fired, ${count.queries} of them as queries`
      invocation.print(
        invocation.flag('dry-run')
          ? `The folder is sound: ${what}. In it ${found}. ${told} Nothing was stored.\n`
          : `Imported into ${study}: ${what}. In it ${found}. ${told}\n`,
      )
    })
  },
}

/** Country of new sites, for study datasets. Throws where it is none of ISO 3166-1. */
function countryOf(text: string | undefined): string | undefined {
  if (text === undefined || COUNTRIES.has(text)) return text
  throw new UsageError(
    `--country ${text}: name a country by its three letters of ISO 3166-1, for example CHN.`,
  )
}

/** What a new study is for. Throws where it is nothing known. */
function environmentOf(text: string | undefined): Environment | undefined {
  if (text === undefined) return undefined
  const found = ENVIRONMENTS.find((one) => one === text)
  if (found !== undefined) return found
  throw new UsageError(`--environment ${text}: say ${ENVIRONMENTS.join(' or ')}.`)
}

function noticesText({ notices, untold }: ImportCount): string {
  const given = `Notices of serious events: ${notices}.`
  return untold === 0 ? given : `${given} Events of which nobody could be told: ${untold}.`
}
