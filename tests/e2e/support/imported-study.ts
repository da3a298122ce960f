import type { Browser } from 'playwright-core'
import {
  goldenTrial,
  hepatrial,
  newDataFolder,
  startServer,
  type BuiltServer,
} from './built-server.ts'
import { openChromium, openPage, type WatchedPage } from './chromium.ts'
import { signInByRequest, type Credentials } from './signing-in.ts'

const PROTOCOL = 'lenvatinib-toripalimab'
const PASSWORD = 'correct horse battery'

/** A served study with real-looking subjects, and people who work in it. */
export interface ImportedStudy {
  readonly study: string
  readonly server: BuiltServer
  readonly browser: Browser
  /** Opens a page of the person's own, signed in at an address; the first time changes the password. */
  readonly open: (username: string, at: string) => Promise<WatchedPage>
  readonly credentials: (username: string) => Credentials
  readonly close: () => Promise<void>
}

interface ServedOptions {
  /** Roles by name; a coordinator unless told. */
  readonly roles?: Readonly<Record<string, string>>
  /** Settings of the server. */
  readonly settings?: Readonly<Record<string, string>>
}

/** Imports a reference trial, gives each name an account in its role, and serves it. */
export async function serveImportedStudy(
  study: string,
  usernames: readonly string[],
  { roles = {}, settings = {} }: ServedOptions = {},
): Promise<ImportedStudy> {
  const dataDir = newDataFolder()
  const place = ['--study', study, '--data', dataDir]
  await hepatrial('import', ...place, '--protocol', PROTOCOL, '--from', goldenTrial(PROTOCOL))
  const firstPasswords = new Map<string, string>()
  for (const username of usernames) {
    const role = roles[username] ?? 'coordinator'
    const added = await hepatrial('account', 'add', username, '--role', role, ...place)
    firstPasswords.set(username, added.trim().split('\t')[1] ?? '')
  }
  const server = await startServer(dataDir, settings)
  const browser = await openChromium()
  const credentials = (username: string): Credentials => ({ username, password: PASSWORD })
  return {
    study,
    server,
    browser,
    credentials,
    open: async (username, at) => {
      const watched = await openPage(browser, server.url)
      const first = firstPasswords.get(username)
      firstPasswords.delete(username)
      const own = credentials(username)
      await signInByRequest(watched.page, first === undefined ? own : { ...own, first })
      await watched.page.goto(at)
      await watched.page.getByRole('navigation', { name: 'Main navigation' }).waitFor()
      return watched
    },
    close: async () => {
      await browser.close()
      await server.stop()
    },
  }
}
