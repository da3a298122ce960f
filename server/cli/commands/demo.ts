import { builtInFamilies } from '../../../shared/families.ts'
import { createAccountServices } from '../../accounts/service.ts'
import { loadDemo } from '../../demo/service.ts'
import { cliActor } from '../actor.ts'
import type { Command } from '../command.ts'
import { withStore } from '../open-store.ts'

/** Loads the demo studies and prints the example accounts with their first passwords. */
export const demo: Command = {
  name: 'demo',
  usage: 'demo',
  about: 'loads a demo study for each built-in protocol, with example accounts',
  options: {},
  async run(invocation) {
    await withStore(invocation, async (store) => {
      const parts = { store, accounts: createAccountServices(store), families: builtInFamilies }
      const loaded = await loadDemo(parts, cliActor(), (study) => {
        invocation.say(`Loading ${study} …`)
      })
      for (const study of loaded.studies) invocation.print(`study\t${study}\n`)
      for (const { username, role, firstPassword } of loaded.accounts) {
        invocation.print(`account\t${username}\t${role}\t${firstPassword}\n`)
      }
    })
  },
}
